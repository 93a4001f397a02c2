package com.techbro24.crm.app;

import com.techbro24.crm.development.MockHistory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./crm mock-data}: fills the database with believable work. */
@Command(
        name = "mock-data",
        mixinStandardHelpOptions = true,
        description =
                "Fills the database with half a year of believable work; the server must not run on it.")
final class MockDataCommand implements Callable<Integer> {
    private static final int PASSWORD_BYTES = 12;

    @Option(
            names = "--agents",
            defaultValue = "10",
            description = "How many agents (${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--leads",
            defaultValue = "1000",
            description = "How many leads (${DEFAULT-VALUE}).")
    private int leads;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed tells the same story (${DEFAULT-VALUE}).")
    private long seed;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (agents < 1 || agents > 10_000 || leads < 0 || leads > 10_000_000) {
            throw new ParameterException(
                    spec.commandLine(), "--agents takes 1 to 10000, --leads 0 to 10000000");
        }
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = Settings.read(SettingValues.ofThisProcess().merged());
        Logging.start(settings.log());
        try (Core core = Core.open(settings, Clock.systemUTC(), new SimpleMeterRegistry())) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            String password = Base64.getUrlEncoder().encodeToString(random);
            MockHistory.Made made =
                    new MockHistory(core.catalog(), core.runner(), seed)
                            .fill(
                                    new MockHistory.Size(agents, leads),
                                    password,
                                    line -> progress(out, line));
            out.printf(
                    "Made %d agents, %d leads and %d steps of theirs. Every agent's password: %s%n",
                    made.agents(), made.leads(), made.steps(), password);
            out.flush();
        }
        return ExitCode.OK;
    }

    private static void progress(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
