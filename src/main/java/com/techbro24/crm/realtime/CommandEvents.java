package com.techbro24.crm.realtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.DatabaseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands over a socket: the same as over REST, answered by the event's acknowledgement. */
final class CommandEvents {
    private static final Logger LOG = LoggerFactory.getLogger("socket");

    /**
     * How long the answer to a mutation id is stored, so that a phone can repeat a command after a
     * long time offline.
     */
    private static final Duration MUTATIONS_KEPT = Duration.ofDays(180);

    private static final int MUTATION_ID_LENGTH_MAX = 100;

    private final CommandCatalog catalog;
    private final CommandRunner runner;

    CommandEvents(CommandCatalog catalog, CommandRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /** The acknowledgement of a command. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Acknowledgement(
            boolean ok,
            @Nullable @JsonRawValue String record,
            @Nullable Boolean replayed,
            @Nullable JsonNode problem) {
        static Acknowledgement of(Problem problem, String requestId) {
            return new Acknowledgement(
                    false, null, null, problem.json().put("requestId", requestId));
        }

        int status() {
            return problem == null ? 200 : problem.get("status").intValue();
        }
    }

    /**
     * Runs the command named by {@code event} and logs it. The payload may contain {@code
     * mutationId} and {@code ifVersion}.
     */
    Acknowledgement run(String event, List<JsonNode> arguments, Caller caller, String address) {
        long start = System.nanoTime();
        String requestId = Id.next();
        Optional<CommandType<?>> type = catalog.findForCallers(event);
        Acknowledgement answer = answer(type, event, arguments, caller, requestId);
        LOG.atInfo()
                .addKeyValue("requestId", requestId)
                .addKeyValue("caller", caller.subject())
                .addKeyValue("address", address)
                .addKeyValue("command", type.<String>map(CommandType::name).orElse("none"))
                .addKeyValue("status", answer.status())
                .addKeyValue("milliseconds", (System.nanoTime() - start) / 1_000_000)
                .log("command");
        return answer;
    }

    private Acknowledgement answer(
            Optional<CommandType<?>> type,
            String event,
            List<JsonNode> arguments,
            Caller caller,
            String requestId) {
        try {
            if (type.isEmpty()) {
                throw Problem.of(Problem.Code.NOT_FOUND, "Unknown command: " + event + ".");
            }
            return run(type.get(), payload(arguments), caller);
        } catch (Problem problem) {
            return Acknowledgement.of(problem, requestId);
        } catch (RuntimeException failure) {
            if (failure instanceof DatabaseException cause && cause.isTransient()) {
                return Acknowledgement.of(cause.problem(), requestId);
            }
            LOG.atError()
                    .addKeyValue("requestId", requestId)
                    .setCause(failure)
                    .log("the command {} failed", event);
            return Acknowledgement.of(
                    Problem.of(Problem.Code.FAULT, "Internal server error."), requestId);
        }
    }

    private Acknowledgement run(CommandType<?> type, ObjectNode payload, Caller caller) {
        JsonNode mutationId = payload.remove("mutationId");
        JsonNode ifVersion = payload.remove("ifVersion");
        Submission submission =
                Submission.of(CommandCatalog.bind(type, payload), caller)
                        .expecting(version(ifVersion));
        if (mutationId != null && !mutationId.isNull()) {
            submission = submission.withReceipt(key(type, mutationId, payload, caller));
        }
        Answer answer = runner.run(submission);
        return new Acknowledgement(
                true, answer.body(), answer.replayed() ? (Boolean) true : null, null);
    }

    static ObjectNode payload(List<JsonNode> arguments) {
        if (arguments.isEmpty()) {
            return Json.object();
        }
        if (arguments.size() == 1 && arguments.getFirst() instanceof ObjectNode object) {
            return object.deepCopy();
        }
        throw Problem.invalid("A command takes one object.");
    }

    private static @Nullable Integer version(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber()) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "ifVersion",
                                    "wrong_type",
                                    "ifVersion must be a whole number.")));
        }
        return node.intValue();
    }

    private static Receipts.Key key(
            CommandType<?> type, JsonNode mutationId, ObjectNode payload, Caller caller) {
        String id = mutationId.asText();
        if (!mutationId.isTextual() || id.isBlank() || id.length() > MUTATION_ID_LENGTH_MAX) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "mutationId",
                                    "wrong_type",
                                    "mutationId must be a string of at most "
                                            + MUTATION_ID_LENGTH_MAX
                                            + " characters.")));
        }
        String hash = Receipts.hash(type.name(), payload.toString());
        return new Receipts.Key("mutation:" + caller.agent(), id, hash, MUTATIONS_KEPT);
    }
}
