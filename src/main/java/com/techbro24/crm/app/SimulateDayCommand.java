package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.base.TemporaryFolder;
import com.techbro24.crm.development.day.SimulatedDay;
import com.techbro24.crm.development.mock.MockHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./crm simulate-day}: a working day in a few minutes, watched and checked. */
@Command(
        name = "simulate-day",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates a working day over REST and sockets, shows it, and checks the totals.",
            "It starts its own server with a temporary database, or uses a running development server."
        })
final class SimulateDayCommand implements Callable<Integer> {
    private static final Duration DAY = Duration.ofHours(8);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final String EMAIL = "admin@example.com";
    private static final int LEADS_PER_AGENT = 40;

    @Option(
            names = "--agents",
            defaultValue = "20",
            description = "Number of agents (${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--minutes",
            defaultValue = "3",
            description = "Duration of the simulated day in minutes (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The seed of agents and leads (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--url", description = "Uses this running server, with CRM_ENV=development.")
    private @Nullable URI url;

    @Option(names = "--admin-email", defaultValue = EMAIL, description = "With --url: its admin.")
    private String adminEmail = EMAIL;

    @Option(names = "--admin-password", description = "With --url: the admin's password.")
    private @Nullable String adminPassword;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (agents < 1 || agents > 200 || minutes < 0.5 || minutes > 480) {
            throw new ParameterException(
                    spec.commandLine(), "--agents takes 1 to 200, --minutes 0.5 to 480");
        }
        if (url == null) {
            return onOwnServer();
        }
        if (adminPassword == null || url.getHost() == null || url.getPort() < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url is like http://localhost:5000, and needs --admin-password");
        }
        return run(url, adminEmail, adminPassword);
    }

    private int onOwnServer() throws IOException {
        Path folder = TemporaryFolder.create("crm-day");
        String password = MockHistory.password();
        Settings settings =
                Settings.read(
                        Map.of(
                                "CRM_ENV", "development",
                                "CRM_HOST", "127.0.0.1",
                                "CRM_PORT", "0",
                                "CRM_LOG_LEVEL", "warn",
                                "CRM_RATE_LIMIT", "1000000",
                                "CRM_RATE_LIMIT_ANONYMOUS", "1000000",
                                "CRM_ADMIN_PASSWORD", password,
                                "CRM_CLAIM_LENGTH", plan().claimLength().toString(),
                                "CRM_DATABASE", "sqlite:" + folder.resolve("crm.db")));
        Logging.start(settings.log());
        try {
            Wiring running = ServeCommand.start(settings);
            try {
                return run(URI.create("http://127.0.0.1:" + running.port()), EMAIL, password);
            } finally {
                running.stop(GRACE);
            }
        } finally {
            TrainCommand.delete(folder);
        }
    }

    private SimulatedDay.Plan plan() {
        Duration takes = Duration.ofMillis((long) (minutes * 60_000));
        return new SimulatedDay.Plan(agents, LEADS_PER_AGENT, DAY, takes, seed);
    }

    private int run(URI server, String email, String password) {
        PrintWriter out = spec.commandLine().getOut();
        try (var day = new SimulatedDay(server, plan(), line -> print(out, line))) {
            List<String> wrong = day.run(email, password);
            if (wrong.isEmpty()) {
                print(out, "All checks passed: no lead was given to two agents, nobody called");
                print(
                        out,
                        "outside a lead's hours, each change arrived once and in order, and the");
                print(out, "server's totals match what everyone did.");
                return ExitCode.OK;
            }
            wrong.forEach(line -> print(out, "WRONG: " + line));
            return ExitCode.SOFTWARE;
        }
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
