package com.techbro24.crm.app;

import com.techbro24.crm.analytics.AnalyticsChecks;
import com.techbro24.crm.analytics.CheckReport;
import com.techbro24.crm.app.settings.SettingValues;
import com.techbro24.crm.app.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./crm analytics check}: whether the figures are what plain SQL counts. */
@Command(
        name = "analytics",
        mixinStandardHelpOptions = true,
        description = {
            "Counts every row as the reports do, and compares the sums with those of plain SQL.",
            "It exits with 1 if they differ. A server may be using the database."
        })
final class AnalyticsCommand implements Callable<Integer> {
    /** What to do. */
    enum Action {
        CHECK
    }

    @Parameters(paramLabel = "ACTION", description = "What to do: ${COMPLETION-CANDIDATES}.")
    private Action action = Action.CHECK;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = Settings.read(SettingValues.ofThisProcess());
        Logging.start(settings.log());
        Clock clock = Clock.systemUTC();
        try (Core core = Core.open(settings, clock, new SimpleMeterRegistry())) {
            return switch (action) {
                case CHECK ->
                        print(
                                AnalyticsChecks.ofTables(
                                        core.database(), new AnalyticsSources(), clock.instant()),
                                out);
            };
        }
    }

    private static int print(CheckReport report, PrintWriter out) {
        report.differences()
                .forEach(
                        each ->
                                out.printf(
                                        "%s: counted %s, in the tables %s%n",
                                        each.group(), each.counted(), each.inTables()));
        out.printf(
                "%,d groups of rows at change %,d: %s%n",
                report.groups(), report.asOf().seq(), report.equal() ? "all equal" : "they differ");
        out.flush();
        return report.equal() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
