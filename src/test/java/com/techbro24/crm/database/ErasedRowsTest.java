package com.techbro24.crm.database;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ErasedRowsTest {
    @Test
    void what_is_erased_beside_what_stays_is_not_in_the_file_any_more() throws IOException {
        DatabaseUrl.Sqlite url = (DatabaseUrl.Sqlite) TestDatabase.SQLITE.fresh();
        try (Spine spine = Spine.open(url)) {
            for (int row = 0; row < 20; row++) {
                park(spine, "stays-" + row);
                park(spine, "secret-" + row);
            }
            int _ =
                    spine.writer()
                            .write(
                                    tx ->
                                            tx.update(
                                                    "DELETE FROM follower_parked WHERE name LIKE 'secret-%'"));
        }
        // To close it moved all of the write-ahead log into the file.
        assertThat(Files.exists(url.file().resolveSibling(url.file().getFileName() + "-wal")))
                .isFalse();
        String bytes = new String(Files.readAllBytes(url.file()), ISO_8859_1);
        assertThat(bytes.contains("stays-")).isTrue();
        assertThat(bytes.contains("secret-")).isFalse();
    }

    private static void park(Spine spine, String name) {
        int _ =
                spine.writer()
                        .write(
                                tx ->
                                        tx.update(
                                                "INSERT INTO follower_parked (name, seq, error, at) VALUES (?, 1, '', 0)",
                                                name));
    }
}
