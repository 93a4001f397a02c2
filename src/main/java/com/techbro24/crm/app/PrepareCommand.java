package com.techbro24.crm.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/**
 * Fills the folder of prepared files that speed up startup. Separate from the training run:
 * otherwise classes used only here would be in the ahead-of-time cache, and every start loads all
 * of its classes.
 */
@Command(name = "prepare", hidden = true, description = "Prepares files for a faster startup.")
final class PrepareCommand implements Callable<Integer> {
    @Parameters(description = "The folder.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Prepared.fill(folder);
        return ExitCode.OK;
    }
}
