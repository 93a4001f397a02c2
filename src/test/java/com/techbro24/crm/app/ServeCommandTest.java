package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.app.settings.KnownSettings;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.database.DatabaseOpenException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    @TempDir private Path folder;

    @Test
    void with_the_port_in_use_no_admin_is_created() throws IOException {
        Path database = folder.resolve("crm.db");
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Settings settings =
                    Settings.read(
                            Map.of(
                                    "CRM_HOST",
                                    "127.0.0.1",
                                    "CRM_PORT",
                                    String.valueOf(other.getLocalPort()),
                                    "CRM_DATABASE",
                                    "sqlite:" + database));

            assertThatThrownBy(() -> ServeCommand.start(settings))
                    .hasMessageContaining("127.0.0.1, port " + other.getLocalPort())
                    .hasMessageContaining("CRM_PORT");
        }
        assertThat(database).doesNotExist();
    }

    @Test
    void a_database_open_error_is_printed_as_one_sentence() {
        var out = new StringWriter();
        var refused =
                new DatabaseOpenException(
                        "x.db can't be read: it is a folder.", new IOException("EISDIR"));

        int code = Failures.print(new IllegalStateException(refused), new PrintWriter(out));

        assertThat(code).isOne();
        assertThat(out).hasToString("crm: x.db can't be read: it is a folder.\n");
    }

    @Test
    void no_password_in_an_address_is_shown() {
        assertThat(
                        KnownSettings.DATABASE.shown(
                                "postgresql://bob:one@host/crm?ssl=true&password=two&sslpassword=three"))
                .isEqualTo(
                        "postgresql://bob:********@host/crm?ssl=true&password=********&sslpassword=********");
    }
}
