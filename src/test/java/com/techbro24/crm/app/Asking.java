package com.techbro24.crm.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for an operation on either way, and gathers what is wrong with the answers. */
final class Asking {
    /** What an answer over the socket goes without. */
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Type", "application/json",
                    "Api-Version", "1",
                    "X-Request-Id", "",
                    "Server-Timing", "");

    private final RunningCrm crm;
    private final AccessMatrixWorld world;
    private final List<String> errors = new ArrayList<>();

    Asking(RunningCrm crm, AccessMatrixWorld world) {
        this.crm = crm;
        this.world = world;
    }

    /** An operation with all that it needs. */
    record Request(
            Operation operation, Fixture fixture, Map<String, String> values, ObjectNode body) {
        /** The path with its variables' values, and the query that is needed. */
        String path() {
            String path = operation.path();
            for (var word : fixture.words().entrySet()) {
                path = path.replace("{" + word.getKey() + "}", word.getValue());
            }
            for (var value : values.entrySet()) {
                path = path.replace("{" + value.getKey() + "}", value.getValue());
            }
            String query = fixture.words().get("?");
            if (query == null) {
                return path;
            }
            for (var value : values.entrySet()) {
                query = query.replace("$" + value.getKey(), value.getValue());
            }
            return path + "?" + query;
        }

        String pathAnd(String parameter) {
            String path = path();
            return path + (path.contains("?") ? "&" : "?") + parameter;
        }

        /** The same as a command's payload, which has the path's values too. */
        ObjectNode payload() {
            ObjectNode payload = body.deepCopy();
            for (String part : operation.path().split("/", -1)) {
                if (part.startsWith("{")) {
                    String name = part.substring(1, part.length() - 1);
                    payload.put(name, fixture.words().getOrDefault(name, values.get(name)));
                }
            }
            return payload;
        }
    }

    void error(String what) {
        errors.add(what);
    }

    List<String> errors() {
        return errors;
    }

    Request request(Operation operation, Fixture fixture, Map<String, String> values) {
        String given = fixture.body();
        ObjectNode body =
                given == null ? world.lively(operation.example(), values) : filled(given, values);
        return new Request(operation, fixture, values, body);
    }

    static ObjectNode filled(String template, Map<String, String> values) {
        String text = template;
        for (var value : values.entrySet()) {
            text = text.replace("\"$" + value.getKey() + "\"", Json.text(value.getValue()));
        }
        return (ObjectNode) Json.read(text);
    }

    Answer ask(Request request, @Nullable String token) {
        return ask(request, request.path(), token);
    }

    Answer ask(Request request, String path, @Nullable String token) {
        Operation operation = request.operation();
        boolean bare = operation.isRead() || request.body().isEmpty();
        String body = bare ? null : text(request);
        Answer[] answer = {new Answer(0, "{}")};
        checked(() -> answer[0] = crm.ask(operation.method(), path, token, body));
        return answer[0];
    }

    /** As JSON, or as a file with one row. */
    private static String text(Request request) {
        ObjectNode body = request.body();
        if (!request.operation().takesFile()) {
            return request.fixture().isInArray() ? "[" + body + "]" : body.toString();
        }
        List<String> names = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        body.properties()
                .forEach(
                        field -> {
                            names.add(field.getKey());
                            cells.add(field.getValue().asText());
                        });
        return String.join(",", names) + "\n" + String.join(",", cells) + "\n";
    }

    void expect(Request request, String who, int status, Answer answer) {
        if (answer.status() != status) {
            error(
                    "%s as %s: expected %d, got %s"
                            .formatted(request.operation().name(), who, status, answer));
        }
    }

    void succeeds(Request request, String who, Answer answer) {
        if (answer.status() / 100 != 2) {
            error("%s as %s: %s".formatted(request.operation().name(), who, answer));
        }
    }

    /** Over the socket it must be the same problem, where it is a command. */
    void refusedOverSocket(Request request, LiveClient socket, Answer refused) {
        request.operation()
                .command()
                .ifPresent(
                        command -> {
                            ObjectNode problem = (ObjectNode) refused.json();
                            problem.remove(List.of("instance", "requestId"));
                            JsonNode ack = emit(socket, command, request.payload());
                            boolean traced =
                                    ack.path("problem") instanceof ObjectNode told
                                            && told.remove("requestId") != null;
                            if (!traced || !problem.equals(ack.path("problem"))) {
                                error(
                                        "%s over the socket: %s, over REST %s"
                                                .formatted(command, ack, problem));
                            }
                        });
    }

    /** Over the socket it must succeed too, with a record as the document has it. */
    void doneOverSocket(Request request, String command, LiveClient socket) {
        JsonNode ack = emit(socket, command, request.payload());
        if (!ack.get("ok").booleanValue()) {
            error("%s over the socket: %s".formatted(command, ack));
        } else if (ack.has("record")) {
            String method = request.operation().method();
            String record = ack.get("record").toString();
            int status = request.operation().success();
            checked(() -> crm.check(method, request.path(), status, HEADERS, record));
        }
    }

    /** Whether a command, well or badly put, is answered as one that there never was. */
    boolean isUnknown(LiveClient socket, String command, ObjectNode body) {
        String none = command + "_not";
        String expected = problem(socket, none, body).replace(none, command);
        return problem(socket, command, body).equals(expected)
                && problem(socket, command, Json.object()).equals(expected);
    }

    private String problem(LiveClient socket, String command, ObjectNode body) {
        return emit(socket, command, body)
                .path("problem")
                .toString()
                .replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    JsonNode emit(LiveClient socket, String command, ObjectNode input) {
        try {
            return socket.ask(command, input);
        } catch (Exception unheard) {
            throw new AssertionError(command + " was not acknowledged", unheard);
        }
    }

    private void checked(Runnable asking) {
        try {
            asking.run();
        } catch (AssertionError undeclared) {
            error(String.valueOf(undeclared.getMessage()));
        }
    }
}
