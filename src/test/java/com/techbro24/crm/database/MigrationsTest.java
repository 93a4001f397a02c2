package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

/** The steps of the schema on a database of each kind. */
@ParameterizedClass
@EnumSource
class MigrationsTest {
    /** As Flyway wrote it down. */
    private static final int CHECKSUM_OF_STEP_1 = -306760361;

    private static final String STEPS =
            "SELECT version FROM flyway_schema_history ORDER BY installed_rank";

    private final Dialect dialect;
    private final DataSource source;
    private final SortedMap<Integer, MigrationFile> all;

    MigrationsTest(TestDatabase kind) {
        dialect =
                switch (kind) {
                    case SQLITE -> Dialect.SQLITE;
                    case POSTGRESQL -> Dialect.POSTGRESQL;
                };
        source =
                switch (kind.empty()) {
                    case DatabaseUrl.Sqlite sqlite -> sqlite(sqlite);
                    case DatabaseUrl.Postgres postgres -> new PostgresServer(postgres).source();
                };
        all = MigrationFile.all(dialect);
    }

    private static DataSource sqlite(DatabaseUrl.Sqlite url) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + url.file());
        return source;
    }

    private void apply(SortedMap<Integer, MigrationFile> steps) {
        new Migrations(dialect, steps).apply(source, "it");
    }

    /** All steps, and one more. */
    private SortedMap<Integer, MigrationFile> and(int version, String sql) {
        var more = new TreeMap<>(all);
        more.put(version, new MigrationFile("V" + version + "__more.sql", sql));
        return more;
    }

    @Test
    void a_fresh_database_takes_all_steps_in_their_order_and_a_second_run_takes_none()
            throws SQLException {
        apply(all);
        apply(all);

        assertThat(texts(STEPS)).isEqualTo(versions());
        assertThat(
                        texts(
                                "SELECT checksum || type || script || description"
                                        + " FROM flyway_schema_history WHERE version = '1'"))
                .containsExactly(CHECKSUM_OF_STEP_1 + "SQLV1__spine.sqlspine");
    }

    @Test
    void a_database_that_flyway_made_takes_the_steps_that_are_left_and_keeps_its_rows()
            throws SQLException {
        apply(all.headMap(40));
        asFlywayMadeIt();
        execute("INSERT INTO log_meta (id, epoch, floor_seq) VALUES (1, 'kept', 7)");

        apply(all);

        assertThat(texts(STEPS)).isEqualTo(versions());
        assertThat(texts("SELECT epoch FROM log_meta")).containsExactly("kept");
    }

    /** The table of the history as Flyway creates it. */
    private void asFlywayMadeIt() throws SQLException {
        String installedOn =
                switch (dialect) {
                    case SQLITE -> "TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now'))";
                    case POSTGRESQL -> "TIMESTAMP NOT NULL DEFAULT now()";
                };
        execute("ALTER TABLE flyway_schema_history RENAME TO ours");
        execute(
                "CREATE TABLE \"flyway_schema_history\" (\"installed_rank\" INT NOT NULL PRIMARY KEY,"
                        + " \"version\" VARCHAR(50), \"description\" VARCHAR(200) NOT NULL,"
                        + " \"type\" VARCHAR(20) NOT NULL, \"script\" VARCHAR(1000) NOT NULL,"
                        + " \"checksum\" INT, \"installed_by\" VARCHAR(100) NOT NULL,"
                        + " \"installed_on\" "
                        + installedOn
                        + ", \"execution_time\" INT NOT NULL, \"success\" BOOLEAN NOT NULL)");
        execute(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                        + " script, checksum, installed_by, execution_time, success)"
                        + " SELECT installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success FROM ours");
        execute("DROP TABLE ours");
    }

    @Test
    void a_changed_step_is_refused_and_nothing_is_taken() throws SQLException {
        apply(all);
        var changed = and(999, "CREATE TABLE more (id INTEGER)");
        changed.put(2, new MigrationFile("V2__access.sql", "CREATE TABLE other (id INTEGER)"));

        assertThatThrownBy(() -> apply(changed))
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessageContaining(
                        "made by another edition of this program: migration 2 differs");
        assertThat(texts(STEPS)).isEqualTo(versions());
    }

    @Test
    void a_database_of_a_newer_program_is_refused() {
        apply(and(999, "CREATE TABLE more (id INTEGER)"));

        assertThatThrownBy(() -> apply(all))
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessageContaining(
                        "a newer version of this program: its schema has version 999");
    }

    @Test
    void a_step_that_fails_is_named_and_leaves_nothing_behind() throws SQLException {
        apply(all);
        var more = and(998, "CREATE TABLE first_part (id INTEGER)");
        more.put(
                999,
                new MigrationFile(
                        "V999__wrong.sql",
                        "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1)"));

        assertThatThrownBy(() -> apply(more))
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessageContaining("V999__wrong.sql")
                .hasMessageContaining("nowhere");

        assertThat(texts(STEPS)).isEqualTo(versions());
        for (String table : List.of("first_part", "half")) {
            execute("CREATE TABLE " + table + " (id INTEGER)");
        }
    }

    @Test
    void nodes_that_start_together_take_each_step_once() throws SQLException {
        if (dialect == Dialect.SQLITE) {
            return; // a file belongs to one process
        }
        var first = CompletableFuture.runAsync(() -> apply(all));
        apply(all);
        first.join();

        assertThat(texts(STEPS)).isEqualTo(versions());
    }

    private List<String> versions() {
        return all.keySet().stream().map(String::valueOf).toList();
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            int _ = statement.executeUpdate(sql);
        }
    }
}
