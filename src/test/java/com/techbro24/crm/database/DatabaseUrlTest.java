package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.database.DatabaseUrl.Postgres;
import com.techbro24.crm.database.DatabaseUrl.Sqlite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void a_file_of_sqlite() {
        assertThat(DatabaseUrl.parse("sqlite:data/crm.db"))
                .isEqualTo(new Sqlite(Path.of("data/crm.db")));
        assertThat(DatabaseUrl.parse("sqlite:/var/lib/crm.db"))
                .isEqualTo(new Sqlite(Path.of("/var/lib/crm.db")));
    }

    @Test
    void a_postgresql_server_with_all_its_parts() {
        assertThat(DatabaseUrl.parse("postgresql://crm:s%40f%2Fe+%25@db:6432/crm?sslmode=require"))
                .isEqualTo(
                        new Postgres(
                                "jdbc:postgresql://db:6432/crm?sslmode=require", "crm", "s@f/e+%"));
    }

    @Test
    void the_short_name_and_the_usual_port() {
        assertThat(DatabaseUrl.parse("postgres://crm@[::1]/crm"))
                .isEqualTo(new Postgres("jdbc:postgresql://[::1]:5432/crm", "crm", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sqlite:",
                "data/crm.db",
                "postgresql://",
                "postgresql://db",
                "postgresql://u:p@ss@db/crm",
                "postgresql://u:%zz@db/crm",
                "postgresql:///crm",
            })
    void what_is_no_address_is_refused(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
