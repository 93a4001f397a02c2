package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

class PreparedTest {
    @TempDir private Path folder;

    @Test
    void what_sqlite_would_unpack_at_each_start_is_put_where_it_looks_first() throws IOException {
        Path prepared = folder.resolve("prepared");
        Prepared.fill(prepared);
        Prepared.fill(prepared);

        assertThat(prepared.resolve(LibraryLoaderUtil.getNativeLibName())).isNotEmptyFile();
    }
}
