package com.techbro24.crm.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/**
 * Fills the folder of what starts need not make anew. Not a part of the practice: its libraries,
 * which a start does without from then on, would else be in the ahead-of-time cache too, all of
 * whose classes every start loads.
 */
@Command(name = "prepare", hidden = true, description = "Fills the folder that starts take from.")
final class PrepareCommand implements Callable<Integer> {
    @Parameters(description = "The folder.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Prepared.fill(folder);
        return ExitCode.OK;
    }
}
