package com.techbro24.crm.app;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * The libraries in machine code that SQLite and Netty bring in their jars. Each start would write
 * them to temporary files, and read them back; from a folder of ours they are loaded as they are.
 */
final class NativeLibraries {
    private NativeLibraries() {}

    /** Puts those of this machine into the folder, as far as there are any. */
    static void unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        String sqlite = LibraryLoaderUtil.getNativeLibName();
        unpack("org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS(), sqlite, folder);
        String epoll = "netty_transport_native_epoll_" + PlatformDependent.normalizedArch();
        unpack("META-INF/native", System.mapLibraryName(epoll), folder);
    }

    private static void unpack(String place, String name, Path folder) throws IOException {
        try (var library =
                NativeLibraries.class.getClassLoader().getResourceAsStream(place + "/" + name)) {
            if (library != null) {
                Files.copy(library, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
