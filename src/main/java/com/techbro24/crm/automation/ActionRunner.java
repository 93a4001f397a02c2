package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.DatabaseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the actions of a run, each as a whole or not at all, and says what each did. */
final class ActionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final ActionCalls calls;

    ActionRunner(CommandCatalog catalog, CommandRunner runner, ActionCalls calls) {
        this.catalog = catalog;
        this.runner = runner;
        this.calls = calls;
    }

    /**
     * The actions of one attempt.
     *
     * @param isRetryable whether a failed action may succeed later
     */
    record Result(ObjectNode trace, boolean isDone, boolean isRetryable) {}

    /** Actions that are done stay done when the run is tried again. */
    Result run(CompiledRule compiled, ActionContext context) {
        AutomationRun run = context.run();
        ObjectNode trace = run.trace() == null ? Json.object() : run.trace().deepCopy();
        JsonNode earlier = trace.path("actions").deepCopy();
        ArrayNode traced = trace.putArray("actions");
        boolean isDone = true;
        boolean isRetryable = false;
        boolean stopped = false;
        for (int index = 0; index < compiled.actions().size(); index++) {
            CompiledAction action = compiled.actions().get(index);
            if (earlier.path(index).path("ok").booleanValue()) {
                traced.add(earlier.get(index));
            } else if (stopped) {
                traced.add(skipped(action));
                isDone = false;
            } else {
                ObjectNode entry = traced.addObject();
                Optional<RuntimeException> failure = attempt(action, context, entry);
                isDone &= failure.isEmpty();
                isRetryable |= failure.filter(Retries::isRetryable).isPresent();
                stopped = failure.isPresent() && action.action().stopsOnFailure();
            }
        }
        return new Result(trace, isDone, isRetryable);
    }

    private static ObjectNode skipped(CompiledAction action) {
        return Json.object()
                .put("type", EnumNames.of(action.type()))
                .put("ok", false)
                .put("skipped", true);
    }

    private Optional<RuntimeException> attempt(
            CompiledAction action, ActionContext context, ObjectNode entry) {
        entry.put("type", EnumNames.of(action.type()));
        try {
            ArrayNode done = runner.attempt(context.tx(), () -> perform(action, context));
            entry.put("ok", true).set("commands", done);
            return Optional.empty();
        } catch (DatabaseException failure) {
            if (failure.isTransient()) {
                throw failure;
            }
            return failed(action, context, entry, failure);
        } catch (RuntimeException failure) {
            return failed(action, context, entry, failure);
        }
    }

    private static Optional<RuntimeException> failed(
            CompiledAction action,
            ActionContext context,
            ObjectNode entry,
            RuntimeException failure) {
        ObjectNode error = entry.put("ok", false).putObject("error");
        if (failure instanceof Problem problem) {
            error.put("code", EnumNames.of(problem.code())).put("detail", problem.detail());
            if (!problem.errors().isEmpty()) {
                error.set("errors", Json.tree(problem.errors()));
            }
        } else {
            LOG.error(
                    "rule {}, run {}: {} failed",
                    context.rule().id(),
                    context.run().id(),
                    action.type(),
                    failure);
            error.put("code", "fault")
                    .put("detail", "The action failed; the server's log says why.");
        }
        return Optional.of(failure);
    }

    /** What each command was given, and the row that it made or changed. */
    private ArrayNode perform(CompiledAction action, ActionContext context) {
        ArrayNode done = Json.MAPPER.createArrayNode();
        for (ActionCalls.Call call : calls.of(action, context)) {
            CommandType<?> type = catalog.findForCallers(call.command()).orElseThrow();
            Submission submission =
                    Submission.of(CommandCatalog.bind(type, call.input()), context.caller())
                            .via(context.rule().via());
            Long seq = context.run().seq();
            Answer answer =
                    runner.run(context.tx(), seq == null ? submission : submission.because(seq));
            ObjectNode entry = done.addObject().put("name", call.command());
            entry.set("input", call.input());
            if (answer.reply() instanceof Entity row) {
                String name = call.command();
                entry.put("entityType", name.substring(0, name.indexOf('.')))
                        .put("entityId", row.id());
            }
        }
        return done;
    }
}
