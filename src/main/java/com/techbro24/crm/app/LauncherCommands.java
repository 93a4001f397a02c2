package com.techbro24.crm.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * The commands that the script {@code ./crm} carries out before Java starts, declared here so that
 * the help and the completion know them.
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
                "What ./crm check runs, or the tests named alone.",
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
                "Measures servers of its own; bench/README.md has the options.",
                "Without a name: the loads of an Express server beside them, as a table.",
                "  import       a large import while agents work",
                "  kill9        kills of the server amid writes",
                "  postgres     starts a PostgreSQL to try things on",
                "  strace-sync  looks whether all is on the disk before it goes out"
            },
            mixinStandardHelpOptions = true)
    private static final class Bench extends OfTheScript {}

    /** Reached only where the jar is started without the script. */
    private abstract static class OfTheScript implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Unmatched
        @SuppressWarnings("unused") // taken, so that they are not called unknown
        private String[] rest = {};

        @Override
        public Integer call() {
            spec.commandLine()
                    .getErr()
                    .println("crm: '" + spec.name() + "' needs the sources: run ./crm there.");
            return ExitCode.USAGE;
        }
    }
}
