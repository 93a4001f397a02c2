package com.techbro24.crm.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./crm version}: prints the version and the Java version. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Prints the version and the Java version.")
final class VersionCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .println("TechBro24 CRM " + Version.text() + " on Java " + Runtime.version());
    }
}
