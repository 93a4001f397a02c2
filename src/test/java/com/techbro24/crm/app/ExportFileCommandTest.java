package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.exports.ExportFormat;
import com.techbro24.crm.support.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ./crm export} beside a server that goes on. */
@ParameterizedClass
@EnumSource
record ExportFileCommandTest(TestDatabase kind) {
    @Test
    void it_writes_a_whole_file_while_the_server_runs(@TempDir Path folder) throws Exception {
        String database = RunningCrm.address(kind);
        Settings settings = Settings.read(Map.of("CRM_DATABASE", database));
        try (RunningCrm crm = RunningCrm.over(database)) {
            var ann = crm.person("Ann", "agent", null);
            String own = crm.lead(ann.token(), "Own");
            String pool = crm.lead(crm.admin(), "Pool");
            StringWriter out = new StringWriter();
            Path all =
                    new ExportFileCommand(ExportFormat.NDJSON, null, folder)
                            .write(settings, new PrintWriter(out));
            Path one =
                    new ExportFileCommand(ExportFormat.CSV, "ANN@example.com", folder)
                            .write(settings, new PrintWriter(out));
            assertThat(read(all, "leads.ndjson")).contains(own, pool);
            assertThat(read(one, "leads.csv")).contains(own).doesNotContain(pool);
            assertThat(out.toString())
                    .contains("2  leads.ndjson", "1  leads.csv", all.toString(), one.toString());
            assertThatThrownBy(
                            () ->
                                    new ExportFileCommand(ExportFormat.CSV, "nobody@x.org", folder)
                                            .write(settings, new PrintWriter(out)))
                    .hasMessage("No account has nobody@x.org.");
            // Nothing is left of what failed.
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).hasSize(2);
            }
            // The server still writes.
            assertThat(crm.lead(ann.token(), "After")).isNotEmpty();
        }
    }

    private static String read(Path zip, String name) throws Exception {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return new String(file.getInputStream(file.getEntry(name)).readAllBytes());
        }
    }
}
