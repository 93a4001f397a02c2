package com.techbro24.crm.app.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./crm dev}: serves, and restarts when a source file is saved. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = "Serves, and restarts when a source file changes (CRM_ENV=development).")
public final class DevCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(150);
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path CLASSES = Path.of("target/dev/classes");

    @Spec private CommandSpec spec;

    /** The folder of the running jar, with its libraries and built classes. */
    private static Path built() {
        var jar = Path.of(System.getProperty("java.class.path", ""));
        return jar.toAbsolutePath().resolveSibling("");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var line = spec.commandLine();
        var built = built();
        if (!Files.isDirectory(SOURCES) || !Files.isDirectory(built.resolve("classes"))) {
            line.getErr().println("crm: 'dev' needs the source tree; run ./crm there.");
            return ExitCode.USAGE;
        }
        var libraries = jars(built.resolve("lib"));
        var build = new DevBuild(SOURCES, CLASSES, libraries, line.getErr());
        build.beginWith(built.resolve("classes"));
        var server = new DevServer(List.of(CLASSES, RESOURCES), libraries);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.stop();
                                    Runtime.getRuntime().halt(ExitCode.OK); // as serve does
                                },
                                "stop"));
        var files = new DevFiles(List.of(SOURCES, RESOURCES, Path.of(".env")));
        server.restart();
        build.warmUp();
        while (true) {
            Thread.sleep(LOOK_EVERY);
            var changed = files.changed();
            if (changed.isEmpty()) continue;
            long began = System.nanoTime();
            if (!build.update(changed)) continue;
            server.restart();
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            line.getErr().printf("crm: restarted in %d ms%n", millis);
            line.getErr().flush();
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
