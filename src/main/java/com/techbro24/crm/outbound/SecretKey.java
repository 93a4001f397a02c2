package com.techbro24.crm.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where the secret key is: in a setting, or in a file beside the database that only its owner may
 * read. The file is made when the first secret is stored.
 */
public final class SecretKey {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Optional<String> setting;
    private final Optional<Path> file;

    /**
     * @param file empty where several machines would need the same file
     */
    public SecretKey(Optional<String> setting, Optional<Path> file) {
        this.setting = setting;
        this.file = file;
    }

    /** The key; empty if none exists yet. */
    Optional<SecretKeySpec> find() {
        return setting.or(this::read).map(SecretKey::derived);
    }

    /** The key, made if none exists; empty where it must be set. */
    Optional<SecretKeySpec> findOrMake() {
        Optional<SecretKeySpec> found = find();
        if (found.isPresent() || file.isEmpty()) {
            return found;
        }
        make(file.get());
        return find();
    }

    private Optional<String> read() {
        return file.filter(Files::exists)
                .map(
                        path -> {
                            try {
                                return Files.readString(path).strip();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }

    private static void make(Path path) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String text = Base64.getEncoder().encodeToString(random) + "\n";
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            boolean isPosix = Files.getFileStore(folder).supportsFileAttributeView("posix");
            Set<StandardOpenOption> options =
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (var channel =
                    isPosix
                            ? Files.newByteChannel(
                                    path,
                                    options,
                                    PosixFilePermissions.asFileAttribute(
                                            PosixFilePermissions.fromString("rw-------")))
                            : Files.newByteChannel(path, options)) {
                int _ = channel.write(java.nio.ByteBuffer.wrap(text.getBytes(UTF_8)));
            }
        } catch (FileAlreadyExistsException another) {
            // Another thread was faster; its key is read.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SecretKeySpec derived(String text) {
        return new SecretKeySpec(Sha256.digest().digest(text.getBytes(UTF_8)), "AES");
    }
}
