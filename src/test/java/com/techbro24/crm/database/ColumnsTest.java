package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The columns of an entity with each kind of component, on both databases. */
@ParameterizedClass
@EnumSource
class ColumnsTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private enum Size {
        VERY_SMALL,
        LARGE
    }

    private record Part(String name, int count) {}

    private record Thing(
            String id,
            int version,
            Instant createdAt,
            String name,
            @Nullable String noteE164,
            @Nullable Integer count,
            long weight,
            @Nullable Long weightMax,
            boolean isOpen,
            @Nullable Instant endedAt,
            Size size,
            @Nullable Size sizeBefore,
            @Nullable BigDecimal price,
            Part part,
            @Nullable Part spare,
            List<String> tags,
            List<Part> parts,
            String shelf)
            implements Entity {
        Thing named(String other) {
            return new Thing(
                    id,
                    version,
                    createdAt,
                    other,
                    noteE164,
                    count,
                    weight,
                    weightMax,
                    isOpen,
                    endedAt,
                    size,
                    sizeBefore,
                    price,
                    part,
                    spare,
                    tags,
                    parts,
                    shelf);
        }
    }

    private static final Thing FULL =
            new Thing(
                    "a",
                    3,
                    NOON,
                    "One",
                    "+49",
                    7,
                    1L << 40,
                    1L << 41,
                    true,
                    NOON.plusMillis(1),
                    Size.VERY_SMALL,
                    Size.LARGE,
                    new BigDecimal("12.5"),
                    new Part("p", 1),
                    new Part("q", 2),
                    List.of("x", "y"),
                    List.of(new Part("r", 3)),
                    "shelf of One");

    private static final Thing EMPTY =
            new Thing(
                    "b",
                    1,
                    NOON,
                    "Two",
                    null,
                    null,
                    0,
                    null,
                    false,
                    null,
                    Size.LARGE,
                    null,
                    null,
                    new Part("p", 1),
                    null,
                    List.of(),
                    List.of(),
                    "shelf of Two");

    private static ColumnsBuilder<Thing> declaration() {
        return Columns.of(MethodHandles.lookup(), Thing.class, "things")
                .selectedAs("version", "version + 0")
                .readOnly("shelf", "'shelf of ' || name")
                .derived("name_key", thing -> thing.name().toLowerCase(Locale.ROOT))
                .fixed("weight")
                .insertOnly("row_number", "hash");
    }

    private static final Columns<Thing> COLUMNS = declaration().build();

    private final Spine spine;

    ColumnsTest(TestDatabase kind) {
        spine = Spine.open(kind);
    }

    @BeforeEach
    void create() {
        write(
                tx ->
                        tx.update(
                                "CREATE TABLE things (id TEXT PRIMARY KEY, version INTEGER,"
                                        + " created_at BIGINT, name TEXT, note_e164 TEXT,"
                                        + " count INTEGER, weight BIGINT, weight_max BIGINT,"
                                        + " is_open BOOLEAN, ended_at BIGINT, size TEXT,"
                                        + " size_before TEXT, price BIGINT, part TEXT, spare TEXT,"
                                        + " tags TEXT, parts TEXT, name_key TEXT,"
                                        + " row_number BIGINT, hash TEXT,"
                                        + " steps INTEGER DEFAULT 0)"));
    }

    @AfterEach
    void close() {
        spine.close();
    }

    private <R> R write(Function<Tx, R> work) {
        return spine.writer().write(work);
    }

    private List<Thing> all() {
        return spine.database()
                .read(tx -> tx.list(COLUMNS.select() + " ORDER BY id", COLUMNS::read));
    }

    private String text(String column) {
        return spine.database()
                .read(tx -> tx.first("SELECT " + column + " FROM things", Row::text).orElseThrow());
    }

    @Test
    void an_entity_is_read_as_it_was_inserted() {
        write(
                tx -> {
                    COLUMNS.insert(tx, FULL, 5, "h");
                    COLUMNS.insertAll(tx, List.of(EMPTY), 6, null);
                    return 0;
                });

        assertThat(all()).containsExactly(FULL, EMPTY);
        assertThat(
                        spine.database()
                                .<List<String>>read(
                                        tx ->
                                                tx.list(
                                                        COLUMNS.select(
                                                                        "row_number",
                                                                        "name_key",
                                                                        "hash")
                                                                + " ORDER BY id",
                                                        row ->
                                                                row.integer()
                                                                        + row.text()
                                                                        + row.textOrNull()
                                                                        + COLUMNS.read(row).id())))
                .containsExactly("5oneha", "6twonullb");
    }

    @Test
    void an_update_writes_all_columns_but_the_fixed_ones() {
        write(
                tx -> {
                    COLUMNS.insert(tx, FULL, 5, "h");
                    tx.update("UPDATE things SET weight = 1, created_at = 2, note_e164 = 'lost'");
                    COLUMNS.update(tx, FULL.named("Other"));
                    return 0;
                });

        Thing read = all().getFirst();
        assertThat(read.name()).isEqualTo("Other");
        assertThat(read.noteE164()).isEqualTo(FULL.noteE164());
        assertThat(text("name_key")).isEqualTo("other");
        assertThat(read.weight()).isEqualTo(1);
        assertThat(read.createdAt()).isEqualTo(Instant.ofEpochMilli(2));
    }

    @Test
    void an_update_of_named_columns_writes_only_those() {
        write(
                tx -> {
                    COLUMNS.insert(tx, FULL, 5, "h");
                    COLUMNS.update(tx, FULL.named("Other"), Set.of("name_key"));
                    return 0;
                });

        assertThat(all()).containsExactly(FULL);
        assertThat(text("name_key")).isEqualTo("other");
        assertThatThrownBy(() -> write(tx -> update(tx, Set.of("name_key", "weight"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("things does not change all of");
    }

    private static int update(Tx tx, Set<String> columns) {
        COLUMNS.update(tx, FULL, columns);
        return 0;
    }

    @Test
    void only_changed_columns_are_updated() {
        write(
                tx -> {
                    COLUMNS.insert(tx, FULL, 5, "h");
                    tx.update("UPDATE things SET note_e164 = 'kept'");
                    COLUMNS.updateChanged(tx, FULL, FULL.named("Other"), "steps = steps + 1");
                    COLUMNS.updateChanged(tx, FULL, FULL);
                    return 0;
                });

        Thing read = all().getFirst();
        assertThat(read.name()).isEqualTo("Other");
        assertThat(read.noteE164()).isEqualTo("kept");
        assertThat(text("name_key")).isEqualTo("other");
        assertThat(text("steps")).isEqualTo("1");
    }

    @Test
    void an_insert_without_the_values_that_only_it_writes_is_refused() {
        assertThatThrownBy(
                        () ->
                                write(
                                        tx -> {
                                            COLUMNS.insert(tx, FULL, 5);
                                            return 0;
                                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("things has 2 columns that only an insert writes, not 1");
        assertThat(all()).isEmpty();
    }

    @Test
    void a_null_where_the_component_has_none_is_an_error() {
        write(
                tx -> {
                    COLUMNS.insert(tx, FULL, 5, "h");
                    return tx.update("UPDATE things SET part = NULL");
                });

        assertThatThrownBy(this::all).isInstanceOf(IllegalStateException.class);
    }
}
