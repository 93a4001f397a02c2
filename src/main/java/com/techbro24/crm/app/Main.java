package com.techbro24.crm.app;

import com.techbro24.crm.app.dev.DevCommand;
import java.io.PrintWriter;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line, {@code ./crm}. */
@Command(
        name = "crm",
        description = "The backend of a CRM for telephone sales teams.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            ConfigCommand.class,
            VersionCommand.class,
            PrepareCommand.class,
            TrainCommand.class,
            DevCommand.class,
            ResetPasswordCommand.class,
            MockDataCommand.class,
            SimulateDayCommand.class,
            AnalyticsCommand.class,
            ExportFileCommand.class,
        })
public final class Main implements Runnable {
    /** The start of the program, by {@link System#nanoTime}. */
    static final long STARTED = System.nanoTime();

    @Spec private CommandSpec spec;

    /** Reports a missing command. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required command");
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        LauncherCommands.addTo(line);
        line.addSubcommand("completion", completion());
        line.addSubcommand(new CommandLine.HelpCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(Main::execute);
        line.setParameterExceptionHandler(new UnknownCommand(line.getParameterExceptionHandler()));
        line.setExecutionExceptionHandler(new Failures());
        return line;
    }

    /** With --help, picocli would ignore an unknown command. */
    private static int execute(CommandLine.ParseResult asked) {
        if (!asked.unmatched().isEmpty()) {
            throw new CommandLine.UnmatchedArgumentException(
                    asked.commandSpec().commandLine(), asked.unmatched());
        }
        return new CommandLine.RunLast().execute(asked);
    }

    private static CommandLine completion() {
        var completion = new CommandLine(new AutoComplete.GenerateCompletion());
        completion
                .getCommandSpec()
                .usageMessage()
                .description("Prints a completion script: source <(./crm completion)");
        return completion;
    }

    public static void main(String[] arguments) {
        Logging.startQuiet();
        boolean plainly = List.of(arguments).equals(List.of("serve"));
        System.exit(plainly ? serve() : commandLine().execute(arguments));
    }

    /**
     * The plain start bypasses picocli: its class files are too old for the ahead-of-time cache,
     * and loading them takes half of the startup time.
     */
    private static int serve() {
        var err = new PrintWriter(System.err, true);
        try {
            return ServeCommand.serve(new PrintWriter(System.out, true), err);
        } catch (Exception failure) {
            return Failures.print(failure, err);
        }
    }
}
