package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.SettingValues;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.development.mock.MockHistory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./crm mock-data}: fills the database with mock data. */
@Command(
        name = "mock-data",
        mixinStandardHelpOptions = true,
        description =
                "Fills the database with half a year of realistic history; no server may be using it.")
final class MockDataCommand implements Callable<Integer> {
    private static final int AGENTS_MAX = 10_000;
    private static final int ROWS_MAX = 10_000_000;

    @Option(
            names = "--agents",
            defaultValue = "10",
            description = "Number of agents (${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--leads",
            defaultValue = "1000",
            description = "Number of leads (${DEFAULT-VALUE}).")
    private int leads;

    @Option(
            names = "--calls",
            description =
                    "Number of calls; default: five per lead, within the agents' working hours.")
    private @Nullable Integer calls;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed gives the same data (${DEFAULT-VALUE}).")
    private long seed;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (agents < 1
                || agents > AGENTS_MAX
                || leads < 0
                || leads > ROWS_MAX
                || calls != null && (calls < 0 || calls > ROWS_MAX)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--agents takes 1 to %d, --leads and --calls 0 to %d"
                            .formatted(AGENTS_MAX, ROWS_MAX));
        }
        MockHistory.Size size = MockHistory.Size.of(agents, leads, calls);
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = Settings.read(SettingValues.ofThisProcess());
        Logging.start(settings.log());
        try (Core core = Core.open(settings, Clock.systemUTC(), new SimpleMeterRegistry())) {
            MockHistory history =
                    new MockHistory(
                            core.catalog(),
                            core.runner(),
                            core.writer(),
                            core.database(),
                            core.reader(),
                            seed);
            long start = System.nanoTime();
            var made =
                    history.fill(size, MockHistory.password(), false, line -> progress(out, line));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            progress(out, sentence(made) + " In " + took.toSeconds() + " s.");
            progress(out, "  Agent    " + made.agent());
            progress(out, "  Manager  " + made.manager());
            progress(out, "  Password " + made.password() + " (everyone's)");
        }
        return ExitCode.OK;
    }

    private static String sentence(MockHistory.Made made) {
        return String.format(
                Locale.ROOT,
                "Created %,d agents, %,d leads, %,d calls, %,d reminders and %,d notifications.",
                made.agents(),
                made.leads(),
                made.calls(),
                made.reminders(),
                made.notifications());
    }

    private static void progress(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
