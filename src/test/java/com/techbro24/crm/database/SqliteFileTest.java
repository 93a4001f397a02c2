package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
    @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("crm.db");
    }

    @Test
    void a_new_file_in_a_new_folder_is_made_and_opened_again() {
        file = folder.resolve("data/more/crm.db");

        open().close();

        try (Database database = open()) {
            assertThat(count(database, "SELECT COUNT(*) FROM changes")).isZero();
        }
    }

    @Test
    void a_second_start_finds_nothing_to_do_and_asks_no_one() {
        open().close();

        assertThat(new SqliteFile(file).isCurrent(new Migrations(Dialect.SQLITE))).isTrue();
    }

    @Test
    void a_new_file_copied_from_a_template_is_as_if_it_had_taken_all_steps() throws SQLException {
        open().close();
        List<String> byTheSteps = schema(file);
        Path template = template();
        file = folder.resolve("copied.db");

        try (Database database = open(template)) {
            assertThat(count(database, "SELECT COUNT(*) FROM changes")).isZero();
            assertThat(
                            database.<String>read(
                                    tx -> tx.first("PRAGMA journal_mode", Row::text).orElseThrow()))
                    .isEqualTo("wal");
        }

        assertThat(schema(file)).isEqualTo(byTheSteps);
        assertThat(new SqliteFile(file).isCurrent(new Migrations(Dialect.SQLITE))).isTrue();
        assertThat(new SqliteFile(template).isCurrent(new Migrations(Dialect.SQLITE))).isTrue();
    }

    @Test
    void the_copy_is_taken_from_the_template_and_nowhere_else() throws SQLException {
        Path template = template();
        execute(
                template,
                "INSERT INTO follower_cursors (name, seq) VALUES ('from the template', 1)");

        try (Database database = open(template)) {
            assertThat(count(database, "SELECT COUNT(*) FROM follower_cursors")).isOne();
        }
    }

    @Test
    void a_template_that_is_missing_damaged_or_of_another_schema_is_passed_over()
            throws IOException, SQLException {
        Path damaged = Files.writeString(folder.resolve("damaged.db"), "no database ".repeat(99));
        Path older = template();
        execute(older, "DELETE FROM flyway_schema_history WHERE version = '24'");
        execute(older, "INSERT INTO follower_cursors (name, seq) VALUES ('from the older one', 1)");
        for (Path unfit : List.of(folder.resolve("missing.db"), damaged, older)) {
            file = folder.resolve("beside-" + unfit.getFileName());

            try (Database database = open(unfit)) {
                assertThat(count(database, "SELECT COUNT(*) FROM follower_cursors")).isZero();
            }
        }
        assertThat(folder.resolve("missing.db")).doesNotExist();
    }

    @Test
    void a_file_that_holds_something_is_never_replaced_by_the_template() throws SQLException {
        open().close();
        execute(file, "INSERT INTO follower_cursors (name, seq) VALUES ('mine', 1)");

        try (Database database = open(template())) {
            assertThat(count(database, "SELECT COUNT(*) FROM follower_cursors")).isOne();
        }
    }

    @Test
    void a_file_that_is_something_else_is_refused() throws IOException {
        Files.writeString(file, "Dear diary, today I was mistaken for a database. ".repeat(100));

        assertRefused("is not an SQLite database");
    }

    @Test
    void a_file_that_is_cut_short_is_refused() throws IOException {
        open().close();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertRefused("is damaged");
    }

    @Test
    void a_file_with_a_damaged_page_is_refused() throws IOException, SQLException {
        open().close();
        execute("CREATE TABLE padding AS SELECT hex(randomblob(500)) AS text FROM changes");
        execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                        + " INSERT INTO follower_parked SELECT 'f', i, hex(randomblob(200)), 0 FROM n");
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = bytes.length() / 2; at < bytes.length(); at += 4096) {
                bytes.seek(at - at % 4096);
                bytes.write(new byte[100]);
            }
        }

        assertRefused("is damaged");
    }

    @Test
    void another_programs_database_is_refused() throws SQLException {
        execute("CREATE TABLE recipes (name TEXT)");

        assertRefused("is an SQLite database of another program");
    }

    @Test
    void a_newer_programs_database_is_refused() throws SQLException {
        open().close();
        execute(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                        + " checksum, installed_by, execution_time, success)"
                        + " VALUES (999, '999', 'tomorrow', 'SQL', 'V999__tomorrow.sql', 1, '', 1, 1)");

        assertRefused("newer version of this program: its schema has version 999");
    }

    @Test
    void a_database_with_another_history_is_refused() throws SQLException {
        open().close();
        execute("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '2'");

        assertRefused("migration 2 differs");
    }

    @Test
    void a_database_with_a_step_missing_in_the_middle_is_refused() throws SQLException {
        open().close();
        execute("DELETE FROM flyway_schema_history WHERE version = '1'");

        assertRefused("migration 1 is missing");
    }

    @Test
    void a_folder_is_refused() throws IOException {
        Files.createDirectory(file);

        assertThatThrownBy(this::open).isInstanceOf(DatabaseOpenException.class);
    }

    @Test
    void a_file_that_is_open_already_is_refused_until_it_is_closed() {
        try (Database database = open()) {
            assertThat(count(database, "SELECT COUNT(*) FROM changes")).isZero();
            assertThatThrownBy(this::open)
                    .isInstanceOf(DatabaseOpenException.class)
                    .hasMessageContaining("is open in another server process");
        }
        open().close();
    }

    @Test
    void a_file_that_another_process_holds_is_refused_until_that_is_killed() throws Exception {
        Process other =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader lines = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("open");

            assertThatThrownBy(this::open)
                    .isInstanceOf(DatabaseOpenException.class)
                    .hasMessageContaining("is open in another server process");
        } finally {
            int _ = other.destroyForcibly().waitFor();
        }
        try (Database database = open()) {
            assertThat(count(database, "SELECT COUNT(*) FROM follower_cursors")).isOne();
        }
    }

    /** A process that writes a row, says so, and holds the file until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            Database database = Databases.open(new DatabaseUrl.Sqlite(Path.of(arguments[0])));
            Database.Writing writing = database.beginWriting();
            writing.tx().update("INSERT INTO follower_cursors (name, seq) VALUES ('held', 1)");
            writing.commit();
            System.out.println("open");
            Thread.sleep(60_000);
        }
    }

    private void assertRefused(String why) {
        byte[] before = read();
        assertThatThrownBy(this::open)
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(file.toString())
                .message()
                .doesNotContain("\n");
        assertThat(read()).isEqualTo(before);
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Database open() {
        return Databases.open(new DatabaseUrl.Sqlite(file));
    }

    private Database open(Path template) {
        return Databases.open(new DatabaseUrl.Sqlite(file), Optional.of(template));
    }

    private Path template() {
        Path template = folder.resolve("blank.db");
        Databases.createTemplate(template);
        return template;
    }

    /** Everything in a file without data, except the times of the migrations. */
    private static List<String> schema(Path file) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT type || name || COALESCE(sql, '') FROM sqlite_schema UNION ALL"
                                        + " SELECT installed_rank || version || script || checksum || success"
                                        + " FROM flyway_schema_history UNION ALL"
                                        + " SELECT page_size FROM pragma_page_size UNION ALL"
                                        + " SELECT auto_vacuum FROM pragma_auto_vacuum UNION ALL"
                                        + " SELECT encoding FROM pragma_encoding ORDER BY 1")) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private static long count(Database database, String sql) {
        return database.read(tx -> tx.count(sql));
    }

    private void execute(String sql) throws SQLException {
        execute(file, sql);
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }
}
