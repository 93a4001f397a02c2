package com.techbro24.crm.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where temporary files go. Libraries unpack their native code there, so it is settled before the
 * first of them is used.
 */
public final class TemporaryFolder {
    private static final String PROPERTY = "java.io.tmpdir";

    private TemporaryFolder() {}

    /**
     * Keeps the machine's folder where it can be written; where it can't, as on a read-only root,
     * {@code other} is made and taken.
     */
    public static void settle(Path other) {
        if (isUsable(path())) {
            return;
        }
        try {
            Files.createDirectories(other);
            if (isUsable(other)) {
                System.setProperty(PROPERTY, other.toAbsolutePath().toString());
            }
        } catch (IOException nowhere) {
            // What needs such a folder then says so itself.
        }
    }

    /** A new folder in it, for whoever asks to remove. */
    public static Path create(String prefix) throws IOException {
        // Java itself keeps to the folder with which it was started.
        return Files.createTempDirectory(path(), prefix);
    }

    private static Path path() {
        return Path.of(System.getProperty(PROPERTY));
    }

    private static boolean isUsable(Path folder) {
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }
}
