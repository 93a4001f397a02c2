package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.SettingValues;
import com.techbro24.crm.app.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./crm serve}: runs the server until a signal stops it. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the server; ./crm config lists all settings.")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    /** Extra time for the last steps of a shutdown. */
    private static final Duration CLOSING_MAX = Duration.ofSeconds(3);

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return serve(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    static int serve(PrintWriter out, PrintWriter err) throws InterruptedException {
        var given = SettingValues.ofThisProcess();
        given.warnings().forEach(warning -> err.println("crm: " + warning));
        err.flush();
        var settings = Settings.read(given);
        Logging.start(settings.log());
        var running = start(settings);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(running, settings.shutdownGrace()), "stop"));
        // With a JSON log, standard output contains nothing else.
        greet(settings.log().format() == Settings.LogFormat.JSON ? err : out, settings, running);
        LOG.atInfo()
                .addKeyValue("version", Version.text())
                .addKeyValue("port", running.port())
                .addKeyValue(
                        "startMillis",
                        Duration.ofNanos(System.nanoTime() - Main.STARTED).toMillis())
                .log("Serving");
        new CountDownLatch(1).await(); // until a signal: its hook ends the process
        return ExitCode.OK;
    }

    static Wiring start(Settings settings) {
        // Checked first: if the start failed after the first admin's password was generated, nobody
        // would ever see it.
        checkAddress(settings.http());
        return Wiring.start(settings);
    }

    private static void checkAddress(Settings.Http http) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true); // as the server itself will
            probe.bind(new InetSocketAddress(http.host(), http.port()));
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "Cannot listen on %s, port %d: %s. Change CRM_PORT or CRM_HOST."
                            .formatted(http.host(), http.port(), failure.getMessage()));
        }
    }

    static void greet(PrintWriter out, Settings settings, Wiring running) {
        var host = settings.http().host();
        var everywhere = host.equals("0.0.0.0") || host.equals("::");
        var named = host.contains(":") ? "[" + host + "]" : host;
        var address = "http://" + (everywhere ? "localhost" : named) + ":" + running.port();
        var publicUrl = settings.http().publicUrl();
        if (!publicUrl.origin().isEmpty()) address = publicUrl.base();
        out.println("TechBro24 CRM " + Version.text() + " is ready.");
        out.println("  API    " + address + "/api");
        out.println("  Docs   " + address + "/docs");
        running.notes().forEach(note -> out.println("  " + note));
        out.flush();
    }

    private static void stop(Wiring running, Duration grace) {
        LOG.info("Stopping");
        var stopping =
                Thread.ofPlatform().daemon().name("stopping").start(() -> running.stop(grace));
        boolean inTime = false;
        try {
            inTime = stopping.join(grace.plus(CLOSING_MAX));
        } catch (InterruptedException nobodyInterruptsAHook) {
            Thread.currentThread().interrupt();
        }
        if (inTime) LOG.info("Stopped");
        else LOG.warn("Stopped before all requests were finished: timeout");
        Logging.stop();
        // Exit code 0 instead of 128 + signal, because a requested stop is not an error.
        Runtime.getRuntime().halt(inTime ? ExitCode.OK : ExitCode.SOFTWARE);
    }
}
