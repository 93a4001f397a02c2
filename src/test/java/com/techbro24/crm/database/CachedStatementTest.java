package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A statement that is run again answers what it would if it were new. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CachedStatementTest {
    private static final String NAMES =
            "SELECT name, seq FROM follower_cursors WHERE seq >= ? ORDER BY seq";
    private static final String ADD =
            "INSERT INTO follower_cursors (name, seq) VALUES (?, ?) RETURNING name";

    @Parameter TestDatabase kind;
    Spine spine;

    @BeforeEach
    void open() {
        spine = Spine.open(kind);
        int _ = spine.writer().write(tx -> tx.update("DELETE FROM follower_cursors"));
    }

    @AfterEach
    void close() {
        spine.close();
    }

    private static List<String> names(Tx tx, int from) {
        return tx.list(NAMES, row -> row.text() + row.integer(), from);
    }

    private static List<String> add(Tx tx, String name, int seq) {
        return tx.list(ADD, Row::text, name, seq);
    }

    @Test
    void each_run_has_its_own_rows_and_what_was_left_unread_does_not_show() {
        List<String> seen =
                spine.writer()
                        .write(
                                tx -> {
                                    assertThat(names(tx, 0)).isEmpty();
                                    assertThat(add(tx, "a", 1)).containsExactly("a");
                                    assertThat(names(tx, 0)).containsExactly("a1");
                                    assertThat(add(tx, "b", 2)).containsExactly("b");
                                    assertThat(tx.exists(NAMES.replace("name, seq", "seq"), 1))
                                            .isTrue();
                                    assertThat(names(tx, 2)).containsExactly("b2");
                                    assertThat(names(tx, 3)).isEmpty();
                                    return names(tx, 0);
                                });

        assertThat(seen).containsExactly("a1", "b2");
    }

    @Test
    void it_is_as_new_after_a_mapper_or_the_database_failed() {
        List<String> seen =
                spine.writer()
                        .write(
                                tx -> {
                                    add(tx, "a", 1);
                                    assertThatThrownBy(
                                                    () ->
                                                            tx.list(
                                                                    NAMES,
                                                                    row -> {
                                                                        throw new ArithmeticException();
                                                                    },
                                                                    0))
                                            .isInstanceOf(ArithmeticException.class);
                                    assertThatThrownBy(() -> tx.attempt(() -> add(tx, "a", 2)))
                                            .isInstanceOf(DatabaseException.class);
                                    add(tx, "b", 2);
                                    return names(tx, 0);
                                });

        assertThat(seen).containsExactly("a1", "b2");
    }
}
