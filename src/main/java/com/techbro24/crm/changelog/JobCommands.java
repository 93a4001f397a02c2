package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.Tx;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands of a job that works through many rows, within one transaction. An error rejects
 * only its own row.
 *
 * @param caller the agent for whom the job acts
 * @param via what acts; see {@link Via}
 */
public record JobCommands(CommandRunner runner, Tx tx, Caller caller, String via) {
    private static final Logger LOG = LoggerFactory.getLogger(JobCommands.class);

    /** Runs a command; a problem leaves no trace of it. */
    public Answer attempt(Command command) {
        try {
            return runner.attempt(tx, Submission.of(command, caller).via(via));
        } catch (Problem problem) {
            throw problem;
        } catch (DatabaseException e) {
            if (e.isTransient()) {
                throw e;
            }
            throw internalError(e);
        } catch (RuntimeException e) {
            throw internalError(e);
        }
    }

    private Problem internalError(RuntimeException error) {
        LOG.error("a row of {} failed", via, error);
        return Problem.of(Problem.Code.FAULT, "Internal server error.");
    }

    /** Why a row was rejected; at least one reason. */
    @SuppressWarnings("unchecked")
    public static List<InputError> reasons(Problem problem) {
        if (!problem.errors().isEmpty()) {
            return problem.errors();
        }
        Object listed = problem.members().getOrDefault("errors", Collections.emptyList());
        List<InputError> errors = (List<InputError>) listed;
        return errors.isEmpty()
                ? List.of(new InputError("", EnumNames.of(problem.code()), problem.detail()))
                : errors;
    }
}
