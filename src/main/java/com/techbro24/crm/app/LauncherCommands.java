package com.techbro24.crm.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * The commands that the script {@code ./crm} runs before Java starts, declared here for help and
 * completion.
 */
final class LauncherCommands {
    private LauncherCommands() {}

    static void addTo(CommandLine line) {
        line.addSubcommand(new Test());
        line.addSubcommand(new Check());
        line.addSubcommand(new Format());
        line.addSubcommand(new Bench());
    }

    @Command(
            name = "test",
            customSynopsis = "./crm test [TEST | MAVEN-OPTION]...",
            description = {
                "Runs ./crm check, or only the given tests.",
                "For example: ./crm test 'LeadTest#a_won_lead*'"
            },
            mixinStandardHelpOptions = true)
    private static final class Test extends OfTheScript {}

    @Command(
            name = "check",
            customSynopsis = "./crm check [MAVEN-OPTION]...",
            description = "What CI runs: format, Error Prone, NullAway, every test.",
            mixinStandardHelpOptions = true)
    private static final class Check extends OfTheScript {}

    @Command(
            name = "format",
            customSynopsis = "./crm format [MAVEN-OPTION]...",
            description = "Formats the sources.",
            mixinStandardHelpOptions = true)
    private static final class Format extends OfTheScript {}

    @Command(
            name = "bench",
            customSynopsis = "./crm bench [import | kill9 | postgres | strace-sync] [OPTION]...",
            description = {
                "Runs benchmarks on its own servers; see bench/README.md for options.",
                "Without a name: compares with an Express server, as a table.",
                "  import       a large import while agents work",
                "  kill9        kills the server during writes",
                "  postgres     starts a PostgreSQL for testing",
                "  strace-sync  checks that data is on disk before it is sent"
            },
            mixinStandardHelpOptions = true)
    private static final class Bench extends OfTheScript {}

    /** Reached only if the jar is started without the script. */
    private abstract static class OfTheScript implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Unmatched
        @SuppressWarnings("unused") // accepted, so that they are not reported as unknown
        private String[] rest = {};

        @Override
        public Integer call() {
            spec.commandLine()
                    .getErr()
                    .println("crm: '" + spec.name() + "' needs the source tree; run ./crm there.");
            return ExitCode.USAGE;
        }
    }
}
