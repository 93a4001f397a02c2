package com.techbro24.crm.app;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an unknown command by name; picocli would report an unmatched argument. */
record UnknownCommand(IParameterExceptionHandler otherwise) implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments)
            throws Exception {
        var line = failure.getCommandLine();
        if (line.getParent() != null
                || !(failure instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().getFirst().startsWith("-")) {
            return otherwise.handleParseException(failure, arguments);
        }
        var err = line.getErr();
        err.println("Unknown command: '" + unmatched.getUnmatched().getFirst() + "'.");
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("./crm --help lists the commands.");
        }
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}
