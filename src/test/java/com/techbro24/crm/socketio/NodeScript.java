package com.techbro24.crm.socketio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script of src/test/js with the packages that its lock file names. */
public final class NodeScript {
    private static final Path SOURCE = Path.of("src/test/js");
    private static final Path INSTALLED = Path.of("target/js");

    private NodeScript() {}

    /** Returns what it has printed, after its exit code. */
    public static String run(String script, String... arguments)
            throws IOException, InterruptedException {
        install();
        List<String> command =
                new ArrayList<>(
                        List.of("node", SOURCE.resolve(script).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    /** Once for each state of the lock file, whatever the number of tests and of their JVMs. */
    private static synchronized void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        Path turn = INSTALLED.resolve("installing");
        try (FileChannel channel =
                        FileChannel.open(
                                turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            installOnce();
        }
    }

    private static void installOnce() throws IOException, InterruptedException {
        Path lock = SOURCE.resolve("package-lock.json");
        Path done = INSTALLED.resolve("installed-lock.json");
        if (Files.exists(done) && Files.mismatch(lock, done) < 0) {
            return;
        }
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(
                    SOURCE.resolve(file),
                    INSTALLED.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        String output =
                execute(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
        if (!output.startsWith("0\n")) {
            throw new IOException("npm ci has failed: " + output);
        }
        Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String execute(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(INSTALLED.toFile())
                        .redirectErrorStream(true)
                        .start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return process.exitValue() + "\n" + output;
        } finally {
            process.destroyForcibly();
        }
    }
}
