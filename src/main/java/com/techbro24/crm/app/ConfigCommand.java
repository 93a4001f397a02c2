package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.SettingValues;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.app.settings.SettingsText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./crm config}: all settings, their values and sources. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints every setting with its value and source; secrets are hidden.")
final class ConfigCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--example", description = "Print the contents of .env.example.")
    private boolean example;

    @Option(names = "--markdown", description = "Print a table for the docs.")
    private boolean markdown;

    @Override
    public Integer call() {
        var line = spec.commandLine();
        if (example || markdown) {
            line.getOut().print(example ? SettingsText.example() : SettingsText.markdown());
            line.getOut().flush();
            return ExitCode.OK;
        }
        var given = SettingValues.ofThisProcess();
        line.getOut().print(SettingsText.values(given));
        line.getOut().flush();
        given.warnings().forEach(warning -> line.getErr().println("crm: " + warning));
        Settings.read(given);
        return ExitCode.OK;
    }
}
