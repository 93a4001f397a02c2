package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    @Test
    void an_empty_database_is_filled_and_a_second_start_finds_nothing_to_do() {
        DatabaseUrl.Postgres url = (DatabaseUrl.Postgres) TestDatabase.POSTGRESQL.empty();

        Databases.open(url).close();

        Migrations migrations = new Migrations(Dialect.POSTGRESQL);
        assertThat(new PostgresServer(url).isCurrent(migrations)).isTrue();
    }

    @Test
    void a_newer_programs_database_is_refused() throws SQLException {
        DatabaseUrl.Postgres url = fresh();
        execute(
                url,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                        + " checksum, installed_by, execution_time, success)"
                        + " VALUES (999, '999', 'tomorrow', 'SQL', 'V999__tomorrow.sql', 1, '', 1, true)");

        assertRefused(url, "newer version of this program");
    }

    @Test
    void a_database_with_another_history_is_refused() throws SQLException {
        DatabaseUrl.Postgres url = fresh();
        execute(url, "UPDATE flyway_schema_history SET checksum = 7 WHERE version = '2'");

        assertRefused(url, "migration 2 differs");
    }

    @Test
    void another_programs_database_is_refused() throws SQLException {
        DatabaseUrl.Postgres url = (DatabaseUrl.Postgres) TestDatabase.POSTGRESQL.empty();
        execute(url, "CREATE TABLE recipes (name TEXT)");

        assertRefused(url, "tables of another program");
    }

    @Test
    void a_database_that_does_not_exist_is_refused() {
        DatabaseUrl.Postgres url = fresh();

        assertRefused(
                new DatabaseUrl.Postgres(url.jdbc() + "_nowhere", url.user(), url.password()),
                "does not exist");
    }

    @Test
    void a_user_that_does_not_exist_is_refused() {
        DatabaseUrl.Postgres url = fresh();

        assertRefused(
                new DatabaseUrl.Postgres(url.jdbc(), "nobody", "x"), "refuses the user nobody");
    }

    @Test
    void a_user_without_the_right_to_add_the_search_extension_is_refused() throws SQLException {
        DatabaseUrl.Postgres url = (DatabaseUrl.Postgres) TestDatabase.POSTGRESQL.empty();
        execute(url, "DROP ROLE IF EXISTS crm_small");
        execute(url, "CREATE ROLE crm_small LOGIN");
        DatabaseUrl.Postgres small = new DatabaseUrl.Postgres(url.jdbc(), "crm_small", "");

        assertRefused(small, "crm_small may not create tables");
        execute(url, "GRANT CREATE ON SCHEMA public TO crm_small");
        assertRefused(small, "crm_small may not add the extension pg_trgm");
        execute(url, "CREATE EXTENSION pg_trgm");
        Databases.open(small).close();
    }

    @Test
    void a_server_that_is_not_there_is_refused() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertRefused(
                new DatabaseUrl.Postgres("jdbc:postgresql://127.0.0.1:" + port + "/crm", "a", "b"),
                "can't be reached");
    }

    @Test
    void a_refusal_names_the_database_without_what_may_be_secret() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://a:hunter2@127.0.0.1:1/crm?x=hunter3");

        assertThatThrownBy(() -> Databases.open(url))
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessageContaining("postgresql://127.0.0.1:1/crm")
                .message()
                .doesNotContain("hunter");
    }

    private static DatabaseUrl.Postgres fresh() {
        return (DatabaseUrl.Postgres) TestDatabase.POSTGRESQL.fresh();
    }

    private static void assertRefused(DatabaseUrl url, String why) {
        assertThatThrownBy(() -> Databases.open(url))
                .isInstanceOf(DatabaseOpenException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    private static void execute(DatabaseUrl.Postgres url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
                var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }
}
