package com.techbro24.crm.realtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Submission;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands that come over a socket: the same as over REST, answered by the event's acknowledgement.
 */
final class CommandEvents {
    private static final Logger LOG = LoggerFactory.getLogger(CommandEvents.class);

    /**
     * How long the answer to a mutation id is kept, so that a phone may come back late and ask
     * again.
     */
    private static final Duration MUTATIONS_KEPT = Duration.ofDays(180);

    private static final int MUTATION_ID_LENGTH_MAX = 100;

    private final CommandCatalog catalog;
    private final CommandRunner runner;

    CommandEvents(CommandCatalog catalog, CommandRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /** What a command is acknowledged with. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Acknowledgement(
            boolean ok,
            @Nullable @JsonRawValue String record,
            @Nullable Boolean replayed,
            @Nullable JsonNode problem) {
        static Acknowledgement of(Problem problem) {
            return new Acknowledgement(false, null, null, problem.json());
        }
    }

    boolean knows(String event) {
        return catalog.find(event).isPresent();
    }

    /**
     * Runs the command that {@code event} names; the payload may bring {@code mutationId} and
     * {@code ifVersion}.
     */
    Acknowledgement run(String event, List<JsonNode> arguments, Caller caller) {
        try {
            CommandType<?> type =
                    catalog.find(event)
                            .orElseThrow(
                                    () ->
                                            Problem.of(
                                                    Problem.Code.NOT_FOUND,
                                                    "There is no command " + event + "."));
            return run(type, payload(arguments), caller);
        } catch (Problem problem) {
            return Acknowledgement.of(problem);
        } catch (RuntimeException fault) {
            LOG.error("the command {} failed", event, fault);
            return Acknowledgement.of(
                    Problem.of(Problem.Code.FAULT, "Something went wrong on our side."));
        }
    }

    private Acknowledgement run(CommandType<?> type, ObjectNode payload, Caller caller) {
        JsonNode mutationId = payload.remove("mutationId");
        JsonNode ifVersion = payload.remove("ifVersion");
        Submission submission =
                Submission.of(CommandCatalog.bind(type, payload), caller)
                        .expecting(version(ifVersion));
        if (mutationId != null && !mutationId.isNull()) {
            submission = submission.under(key(type, mutationId, payload, caller));
        }
        Answer answer = runner.run(submission);
        return new Acknowledgement(
                true, answer.body(), answer.replayed() ? (Boolean) true : null, null);
    }

    private static ObjectNode payload(List<JsonNode> arguments) {
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
                            new Fault(
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
                            new Fault(
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
