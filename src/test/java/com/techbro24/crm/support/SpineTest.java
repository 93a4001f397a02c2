package com.techbro24.crm.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.database.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record SpineTest(TestDatabase kind) {
    @Test
    void a_write_is_read_again_and_each_database_is_its_own() {
        try (Spine one = Spine.open(kind);
                Spine other = Spine.open(kind)) {
            int rows =
                    one.writer()
                            .write(
                                    tx ->
                                            tx.update(
                                                    "INSERT INTO follower_cursors (name, seq) VALUES (?, ?)",
                                                    "test",
                                                    7L));

            assertThat(rows).isEqualTo(1);
            assertThat(cursors(one)).containsExactly(7L);
            assertThat(cursors(other)).isEmpty();
        }
    }

    private static List<Long> cursors(Spine spine) {
        return spine.database()
                .read(tx -> tx.list("SELECT seq FROM follower_cursors", Row::longInteger));
    }
}
