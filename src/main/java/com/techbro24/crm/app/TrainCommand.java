package com.techbro24.crm.app;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * Starts a server on an empty database, asks it a little and stops: the practice from which the JVM
 * makes its ahead-of-time cache (JEP 514).
 */
@Command(name = "train", hidden = true, description = "A start for practice.")
final class TrainCommand implements Callable<Integer> {
    private static final Duration TIME_MAX = Duration.ofSeconds(60);
    private static final String[] PATHS = {
        "/api/health", "/api/openapi.json", "/docs", "/api/leads"
    };

    @Override
    public Integer call() throws IOException {
        Thread.ofPlatform().daemon().start(TrainCommand::giveUpInTime);
        var folder = Files.createTempDirectory("crm-train");
        try {
            practise(folder);
        } finally {
            delete(folder);
        }
        return ExitCode.OK;
    }

    private static void practise(Path folder) throws IOException {
        var settings =
                Settings.read(
                        Map.of(
                                "CRM_HOST", "127.0.0.1",
                                "CRM_PORT", "0",
                                "CRM_DATABASE", "sqlite:" + folder.resolve("crm.db")));
        Logging.start(settings.log());
        var running = Wiring.start(settings);
        for (var path : PATHS) ask(URI.create("http://127.0.0.1:" + running.port() + path));
        running.stop(Duration.ofSeconds(5));
    }

    private static void ask(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.getResponseCode(); // whatever it is: it has been answered
        connection.disconnect();
    }

    private static void giveUpInTime() {
        try {
            Thread.sleep(TIME_MAX);
        } catch (InterruptedException ended) {
            return;
        }
        Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
