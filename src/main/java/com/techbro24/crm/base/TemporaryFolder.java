package com.techbro24.crm.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder for temporary files. Libraries unpack native code there, so it is set before the first
 * of them is used.
 */
public final class TemporaryFolder {
    private static final String PROPERTY = "java.io.tmpdir";

    private TemporaryFolder() {}

    /**
     * Uses the system's folder if it is writable. Otherwise, as on a read-only root, creates and
     * uses {@code other}.
     */
    public static void ensureWritable(Path other) {
        if (isUsable(path())) {
            return;
        }
        try {
            Files.createDirectories(other);
            if (isUsable(other)) {
                System.setProperty(PROPERTY, other.toAbsolutePath().toString());
            }
        } catch (IOException notCreated) {
            // Code that needs the folder reports the error itself.
        }
    }

    /** Creates a new folder in it; the caller removes it. */
    public static Path create(String prefix) throws IOException {
        // The JDK itself ignores a later change of the property.
        return Files.createTempDirectory(path(), prefix);
    }

    private static Path path() {
        return Path.of(System.getProperty(PROPERTY));
    }

    private static boolean isUsable(Path folder) {
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }
}
