package com.techbro24.crm.app;

import picocli.CommandLine.Command;

/** {@code ./crm dev}. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = "Serves, and restarts when a source file changes.")
final class DevCommand implements Runnable {
    @Override
    public void run() {}
}
