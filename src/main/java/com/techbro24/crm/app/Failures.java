package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.database.DatabaseOpenException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Prints a failed command as a clear line or two, never as a stack trace. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    /** Prints it and returns the exit code: 2 for an invalid setting, otherwise 1. */
    @Override
    public int handleExecutionException(
            Exception failure, CommandLine line, CommandLine.ParseResult arguments) {
        return print(failure, line.getErr());
    }

    static int print(Exception failure, PrintWriter err) {
        if (failure instanceof Settings.InvalidSettings faulty) {
            faulty.errors().forEach(error -> err.println("crm: " + error));
            err.flush();
            return CommandLine.ExitCode.USAGE;
        }
        LoggerFactory.getLogger(Failures.class).debug("The failure in full", failure);
        err.println("crm: " + sentence(failure));
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(Throwable failure) {
        var cause = failure;
        // DatabaseOpenException has a full message; its causes have only the driver's.
        while (cause.getCause() != null && !(cause instanceof DatabaseOpenException)) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        // An exception without a message is shown by its name.
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName() + " (CRM_LOG_LEVEL=debug shows where)"
                : message.lines().findFirst().orElse(message);
    }
}
