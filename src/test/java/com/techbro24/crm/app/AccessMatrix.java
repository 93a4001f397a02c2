package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.AccessMatrixWorld.Who;
import com.techbro24.crm.app.Asking.Request;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.support.Eventually;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AccessMatrixTest} does along the way: first all that must be refused, after which
 * nothing may have changed, and then what each may do. What is wrong is gathered, so that it is
 * told at once.
 */
final class AccessMatrix implements AutoCloseable {
    private final RunningCrm crm;
    private final DatabaseState stand;
    private final AccessMatrixWorld world;
    private final Asking asking;
    private final Map<Who, LiveClient> sockets = new EnumMap<>(Who.class);
    private final LiveClient readersSocket;

    AccessMatrix(RunningCrm crm, String database) {
        this.crm = crm;
        this.stand = new DatabaseState(database);
        this.world = new AccessMatrixWorld(crm);
        this.asking = new Asking(crm, world);
        for (Who who : Who.values()) {
            sockets.put(who, crm.connect(world.person(who).token()));
        }
        readersSocket = crm.connect(world.adminsKey());
    }

    List<Operation> operations() {
        return Operation.all(crm.ask("GET", "/api/openapi.json", null, null).json());
    }

    void error(String what) {
        asking.error(what);
    }

    List<String> errors() {
        return asking.errors();
    }

    private LiveClient socket(Who who) {
        return Objects.requireNonNull(sockets.get(who));
    }

    private static @Nullable String row(Fixture fixture, AccessMatrixWorld world) {
        return fixture.row() == null ? null : fixture.row().make(world);
    }

    /** One operation as everyone. */
    void along(Operation operation, Fixture fixture) {
        String row = row(fixture, world);
        Eventually.eventually(() -> assertThat(stand.isQuiet()).isTrue());
        List<String> before = stand.now();
        refused(operation, fixture, row);
        List<String> after = stand.now();
        if (!after.equals(before)) {
            error(
                    "%s changed something although it was refused: %s was %s"
                            .formatted(operation.name(), after, before));
        }
        if (operation.isOfAnAgent() && operation.isFor(Who.OWNER.role)) {
            asMe(operation, fixture);
        }
        String next = row;
        for (Who who : Who.values()) {
            // A session of one's own to end takes a login, and a login takes its time.
            boolean left = fixture.parting() && who != Who.ADMIN && who != Who.OWNER;
            if (expected(operation, fixture, who) == 200 && !left) {
                done(operation, fixture, who, next);
                next = operation.isRead() ? next : row(fixture, world);
            }
        }
        if (operation.isRead()) {
            parameters(operation, fixture, next);
            lists(operation, fixture);
        }
    }

    /** 200 for whatever succeeds, 403, or 404 for what must look like a missing row. */
    private static int expected(Operation operation, Fixture fixture, Who who) {
        if (operation.isOpen()) {
            return 200;
        }
        if (!operation.isFor(who.role)) {
            return 403;
        }
        return fixture.otherwise().getOrDefault(who, isHidden(fixture, who) ? 404 : 200);
    }

    private static boolean isHidden(Fixture fixture, Who who) {
        return fixture.own() ? who != Who.OWNER : fixture.aboutOwner() && who.isForeign();
    }

    private static Who able(Operation operation, Fixture fixture) {
        for (Who who : Who.values()) {
            if (expected(operation, fixture, who) == 200) {
                return who;
            }
        }
        throw new AssertionError(operation.name() + " is for nobody");
    }

    private void refused(Operation operation, Fixture fixture, @Nullable String row) {
        Who able = able(operation, fixture);
        Request request = asking.request(operation, fixture, world.values(world.person(able), row));
        if (!operation.isOpen()) {
            asking.expect(request, "nobody", 401, asking.ask(request, null));
            if (!operation.isRead()) {
                Answer answer = asking.ask(request, world.adminsKey());
                asking.expect(request, "a key that may only read", 403, answer);
                asking.refusedOverSocket(request, readersSocket, answer);
            }
        }
        for (Who who : Who.values()) {
            int status = expected(operation, fixture, who);
            if (status == 200) {
                continue;
            }
            Answer answer = asking.ask(request, world.person(who).token());
            asking.expect(request, who.name(), status, answer);
            asking.refusedOverSocket(request, socket(who), answer);
            if (isHidden(fixture, who)) {
                likeMissing(request, who, answer);
            }
        }
        parametersRefused(request, world.person(able).token());
        if (!operation.isRead() && !operation.takesFile()) {
            request.body().put("surprise", 1);
            Answer answer = asking.ask(request, world.person(able).token());
            asking.expect(request, "an unknown field", 400, answer);
            asking.refusedOverSocket(request, socket(able), answer);
        }
    }

    private void likeMissing(Request request, Who who, Answer answer) {
        Map<String, String> missing = AccessMatrixWorld.missing(request.values());
        Request none = asking.request(request.operation(), request.fixture(), missing);
        String expected = plain(asking.ask(none, world.person(who).token()), missing);
        String told = plain(answer, request.values());
        if (!told.equals(expected)) {
            error(
                    "%s as %s tells that the row is there: %s, not %s"
                            .formatted(request.operation().name(), who, told, expected));
        }
    }

    private static String plain(Answer answer, Map<String, String> ids) {
        String text = answer.status() + answer.body();
        for (String id : List.of("id", "key", "agent", "lead")) {
            text = text.replace(String.valueOf(ids.get(id)), "ID");
        }
        return text.replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private void parametersRefused(Request request, String token) {
        Answer unknown = asking.ask(request, request.pathAnd("surprise=1"), token);
        asking.expect(request, "an unknown parameter", 400, unknown);
        for (JsonNode parameter : request.operation().queryParameters()) {
            String name = parameter.get("name").textValue();
            JsonNode schema = one(parameter.get("schema"));
            boolean free =
                    schema.path("type").asText().equals("string")
                            && !schema.has("enum")
                            && !schema.has("format")
                            && !schema.has("pattern");
            if (!free) {
                String path = request.path().split("\\?", 2)[0] + "?" + name + "=nonsense%21";
                Answer answer = asking.ask(request, path, token);
                asking.expect(request, "nonsense for " + name, 400, answer);
            }
        }
    }

    private void done(Operation operation, Fixture fixture, Who who, @Nullable String row) {
        Person person = fixture.parting() ? world.visitor(who) : world.person(who);
        Request request = asking.request(operation, fixture, world.values(person, row));
        asking.succeeds(request, who.name(), asking.ask(request, person.token()));
        if (who == Who.ADMIN && operation.isRead()) {
            Answer answer = asking.ask(request, world.adminsKey());
            asking.succeeds(request, "a key that may only read", answer);
        }
        if (operation.command().isPresent() && (who == Who.ADMIN || who == Who.OWNER)) {
            Map<String, String> others = world.values(person, row(fixture, world));
            Request again = asking.request(operation, fixture, others);
            asking.doneOverSocket(again, operation.command().get(), socket(who));
        }
    }

    /** Whoever asks may be called {@code me}, on either way. */
    private void asMe(Operation operation, Fixture fixture) {
        Person owner = world.person(Who.OWNER);
        Map<String, String> values = world.values(owner, "me");
        values.put("agentId", "me");
        Request request = asking.request(operation, fixture, values);
        asking.succeeds(request, "me", asking.ask(request, owner.token()));
        operation
                .command()
                .ifPresent(command -> asking.doneOverSocket(request, command, socket(Who.OWNER)));
    }

    /** Each parameter by itself, with a value that its schema allows. */
    private void parameters(Operation operation, Fixture fixture, @Nullable String row) {
        Person able = world.person(able(operation, fixture));
        Request request = asking.request(operation, fixture, world.values(able, row));
        for (JsonNode parameter : operation.queryParameters()) {
            String name = parameter.get("name").textValue();
            String value = value(name, parameter.get("schema"), request.values());
            if (!value.isEmpty() && !request.path().contains(name + "=")) {
                String path = request.pathAnd(name + "=" + value);
                asking.succeeds(request, path, asking.ask(request, path, able.token()));
            }
        }
    }

    /** The schema of one value, where there may be several. */
    private static JsonNode one(JsonNode schema) {
        return schema.path("type").asText().equals("array") ? schema.get("items") : schema;
    }

    /** Empty for those that only another answer can tell. */
    private static String value(String name, JsonNode schema, Map<String, String> values) {
        JsonNode one = one(schema);
        if (one.has("enum")) {
            return one.get("enum").get(0).textValue();
        }
        return switch (name) {
            case "cursor", "sort" -> "";
            case "agentId", "assignedAgentId" -> String.valueOf(values.get("agent"));
            case "leadId", "aboutId", "ids" -> String.valueOf(values.get("lead"));
            case "phone" -> "%2B4930901820";
            case "within" -> "PT1H";
            case "limit", "scoreMin", "scoreMax", "valueMin", "valueMax" -> "2";
            case "customField" -> "region:north";
            case "from" -> "2026-01-31T09:00:00Z";
            case "to" -> "2026-02-28T09:00:00Z";
            case "timezone" -> "Asia/Kolkata";
            case "team" -> "north";
            default ->
                    one.path("type").asText().equals("boolean")
                            ? "true"
                            : one.path("format").asText().equals("date-time")
                                    ? "2026-01-31T09:00:00Z"
                                    : "text";
        };
    }

    /** A list contains the owner's row for the owner, and not for callers who cannot see it. */
    private void lists(Operation operation, Fixture fixture) {
        if (fixture.shows() == null) {
            return;
        }
        String row = fixture.shows().make(world);
        for (Who who : List.of(Who.OWNER, Who.STRANGER, Who.FOREIGN_LEADER)) {
            Person person = world.person(who);
            Request request = asking.request(operation, fixture, world.values(person, null));
            boolean whole =
                    operation.queryParameters().stream()
                            .noneMatch(each -> each.get("name").textValue().equals("limit"));
            String path = whole ? request.path() : request.pathAnd("limit=200");
            boolean shown = asking.ask(request, path, person.token()).body().contains(row);
            if (shown == who.isForeign()) {
                error("%s as %s shows the row: %s".formatted(operation.name(), who, shown));
            }
        }
    }

    /** What only the program itself asks for is unknown to everyone, admins too. */
    void ofTheProgram(String command, String input) {
        Map<String, String> values = world.values(world.person(Who.ADMIN), null);
        ObjectNode body = Asking.filled(input, values);
        sockets.forEach(
                (who, socket) -> {
                    if (!asking.isUnknown(socket, command, body)) {
                        error("%s as %s is not unknown".formatted(command, who));
                    }
                });
        if (!asking.isUnknown(readersSocket, command, body)) {
            error("%s with a key that may only read is not unknown".formatted(command));
        }
    }

    @Override
    public void close() {
        stand.close();
    }
}
