package com.techbro24.crm.extensions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.changelog.Via;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import com.techbro24.crm.outbound.SecretBox;
import com.techbro24.crm.outbound.StandardSignature;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Forwards requests to the receivers of endpoints, and runs the commands of their answers. */
public final class Forwarding {
    private static final int COMMANDS_MAX = 20;
    private static final int IN_FLIGHT_MAX = 16;
    private static final int ANSWER_BYTES_MAX = 256 * 1024;
    private static final int DETAIL_LENGTH_MAX = 500;

    private final Database database;
    private final GroupCommit writer;
    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final OutboundHttp http;
    private final SecretBox secrets;
    private final Clock clock;
    private final Map<String, Semaphore> inFlight = new ConcurrentHashMap<>();

    public Forwarding(
            Database database,
            GroupCommit writer,
            CommandCatalog catalog,
            CommandRunner runner,
            OutboundHttp http,
            SecretBox secrets,
            Clock clock) {
        this.database = database;
        this.writer = writer;
        this.catalog = catalog;
        this.runner = runner;
        this.http = http;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * What a caller is answered.
     *
     * @param reply what the receiver replied; null for nothing
     * @param results the rows that the commands of its answer changed, in their order
     */
    public record EndpointReply(JsonNode reply, List<JsonNode> results) {}

    /** What is known of a request when it ends. */
    private static final class Trace {
        @Nullable Integer status;
        int commands;
        long nanos;
    }

    EndpointReply forward(String nameOrId, JsonNode input, Caller caller, String requestId) {
        caller.checkMayWrite();
        CustomEndpoint endpoint =
                database.read(tx -> EndpointStore.named(tx, nameOrId))
                        .filter(found -> found.enabled() && found.roles().contains(caller.role()))
                        .orElseThrow(() -> Problem.notFound(CustomEndpoint.TYPE));
        check(endpoint, input);
        Semaphore free =
                inFlight.computeIfAbsent(endpoint.id(), id -> new Semaphore(IN_FLIGHT_MAX));
        if (!free.tryAcquire()) {
            throw Problem.unavailable("This endpoint is busy; please try again.");
        }
        Trace trace = new Trace();
        String problem = null;
        try {
            JsonNode answer = ask(endpoint, input, caller, requestId, trace);
            List<Command> commands = commands(answer.path("commands"));
            trace.commands = commands.size();
            JsonNode reply = answer.path("reply");
            return new EndpointReply(
                    reply.isMissingNode() ? NullNode.getInstance() : reply,
                    run(endpoint, commands, caller));
        } catch (Problem failure) {
            problem = failure.detail();
            throw failure;
        } finally {
            free.release();
            log(endpoint, caller, trace, problem);
        }
    }

    private static void check(CustomEndpoint endpoint, JsonNode input) {
        if (!input.isObject()) {
            throw Problem.invalid("A JSON object is expected.");
        }
        List<InputError> errors =
                endpoint.schema() == null
                        ? List.of()
                        : InputSchema.errors(endpoint.schema(), input);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private JsonNode ask(
            CustomEndpoint endpoint, JsonNode input, Caller caller, String requestId, Trace trace) {
        ObjectNode body = Json.object().put("endpoint", endpoint.name());
        body.put("requestId", requestId);
        body.putObject("caller")
                .put("agentId", caller.agentId())
                .put("role", EnumNames.of(caller.role()))
                .put("team", caller.team());
        body.set("input", input);
        String sealed = database.read(tx -> EndpointStore.secret(tx, endpoint.id()));
        OutboundRequest request =
                StandardSignature.sign(
                        OutboundRequest.json(URI.create(endpoint.url()), body.toString())
                                .timeout(endpoint.timeout())
                                .answerBytesMax(ANSWER_BYTES_MAX),
                        List.of(secrets.open(sealed, CustomEndpoint.place(endpoint.id()))),
                        "req_" + Id.next(),
                        clock.instant());
        long start = System.nanoTime();
        try {
            OutboundResponse response = http.send(request);
            trace.status = response.status();
            return answer(response);
        } catch (OutboundException e) {
            throw Problem.unavailable("The receiver of this endpoint failed: " + e.reason() + ".");
        } finally {
            trace.nanos = System.nanoTime() - start;
        }
    }

    private static JsonNode answer(OutboundResponse response) {
        boolean isRefusal = response.status() >= 400 && response.status() < 500;
        if (!response.isSuccess() && !isRefusal) {
            throw Problem.unavailable(
                    "The receiver of this endpoint answered " + response.status() + ".");
        }
        if (response.isCut()) {
            throw Problem.unavailable("The answer of the receiver is too long.");
        }
        JsonNode answer = Json.object();
        if (response.body().length > 0) {
            try {
                answer = Json.parse(response.body());
            } catch (Problem notJson) {
                if (!isRefusal) {
                    throw Problem.unavailable("The answer of the receiver is no JSON.");
                }
            }
        }
        if (isRefusal) {
            String why = answer.path("detail").asText(answer.path("message").asText(""));
            throw Problem.unprocessable(
                    why.isBlank()
                            ? "The receiver of this endpoint refused the request."
                            : why.substring(0, Math.min(why.length(), DETAIL_LENGTH_MAX)));
        }
        if (!answer.isObject()) {
            throw Problem.unavailable("The answer of the receiver is no JSON object.");
        }
        return answer;
    }

    /** All of them bound, before one runs. */
    private List<Command> commands(JsonNode listed) {
        if (listed.isMissingNode() || listed.isNull()) {
            return List.of();
        }
        if (!listed.isArray() || listed.size() > COMMANDS_MAX) {
            throw Problem.unavailable(
                    "The receiver must answer a list of at most " + COMMANDS_MAX + " commands.");
        }
        List<Command> commands = new ArrayList<>();
        for (JsonNode each : listed) {
            String name = each.path("name").asText();
            Optional<CommandType<?>> type = catalog.findForCallers(name);
            if (type.isEmpty()) {
                throw Problem.unavailable("The receiver asked for an unknown command: " + name);
            }
            try {
                commands.add(CommandCatalog.bind(type.get(), each.path("input")));
            } catch (Problem invalid) {
                throw refused(commands.size(), name, invalid);
            }
        }
        return commands;
    }

    private List<JsonNode> run(CustomEndpoint endpoint, List<Command> commands, Caller caller) {
        if (commands.isEmpty()) {
            return List.of();
        }
        return writer.write(tx -> run(tx, endpoint, commands, caller));
    }

    private List<JsonNode> run(
            Tx tx, CustomEndpoint endpoint, List<Command> commands, Caller caller) {
        String via = Via.of(CustomEndpoint.TYPE, endpoint.id(), true);
        List<JsonNode> results = new ArrayList<>();
        for (Command command : commands) {
            try {
                Answer answer = runner.run(tx, Submission.of(command, caller).via(via));
                results.add(
                        answer.body() == null ? NullNode.getInstance() : Json.read(answer.body()));
            } catch (Problem problem) {
                throw refused(results.size(), command.getClass().getSimpleName(), problem);
            }
        }
        return results;
    }

    private static Problem refused(int index, String name, Problem cause) {
        Problem problem =
                Problem.unprocessable(
                        "Command %d (%s) of the receiver was refused, and none was run: %s"
                                .formatted(index + 1, name, cause.detail()));
        return cause.errors().isEmpty() ? problem : problem.with("errors", cause.errors());
    }

    private void log(
            CustomEndpoint endpoint, Caller caller, Trace trace, @Nullable String problem) {
        EndpointCall call =
                new EndpointCall(
                        Id.next(),
                        1,
                        runner.now(),
                        endpoint.id(),
                        caller.agent(),
                        trace.status,
                        trace.commands,
                        problem,
                        (int) (trace.nanos / 1_000_000));
        var _ =
                writer.submit(
                        tx -> {
                            EndpointStore.insert(tx, call);
                            return call.id();
                        });
    }
}
