package com.techbro24.crm.app;

import com.techbro24.crm.database.Databases;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Files that {@code ./crm} prepares once for faster startup: the native libraries of SQLite and
 * Netty, which would otherwise be unpacked at each start, and a template database.
 */
final class Prepared {
    private static final String TEMPLATE_DATABASE = "blank.db";

    private Prepared() {}

    /** Creates the files for this platform. */
    static void fill(Path folder) throws IOException {
        Files.createDirectories(folder);
        String sqlite = LibraryLoaderUtil.getNativeLibName();
        unpack("org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS(), sqlite, folder);
        String epoll = "netty_transport_native_epoll_" + PlatformDependent.normalizedArch();
        unpack("META-INF/native", System.mapLibraryName(epoll), folder);
        Files.deleteIfExists(folder.resolve(TEMPLATE_DATABASE));
        Databases.createTemplate(folder.resolve(TEMPLATE_DATABASE));
    }

    /** The template database in the launcher's folder, if any. */
    static Optional<Path> templateDatabase() {
        return Optional.ofNullable(System.getProperty("crm.prepared"))
                .map(folder -> Path.of(folder, TEMPLATE_DATABASE));
    }

    private static void unpack(String place, String name, Path folder) throws IOException {
        try (var library =
                Prepared.class.getClassLoader().getResourceAsStream(place + "/" + name)) {
            if (library != null) {
                Files.copy(library, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
