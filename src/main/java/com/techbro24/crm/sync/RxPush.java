package com.techbro24.crm.sync;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the documents that RxDB pushes. Each becomes a mutation of the fields that the client has
 * changed, and is answered by the server's document wherever that is another one: RxDB then takes
 * it. What was refused is kept in a conflict, as RxDB can tell nobody.
 */
final class RxPush {
    private final Database database;
    private final Push push;
    private final RxPull pull;

    RxPush(Database database, Push push, RxPull pull) {
        this.database = database;
        this.push = push;
        this.pull = pull;
    }

    /** The documents that a client has written. */
    public record Rows(@NotNull @Size(max = PushRequest.MUTATIONS_MAX) @JsonValue List<Row> rows) {}

    /**
     * A document that a client has written.
     *
     * @param newDocumentState as it is on the client
     * @param assumedMasterState as the client believes it to be on the server; null for a new one
     */
    public record Row(
            @Example(
                            "{\"id\":\"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17\","
                                    + "\"name\":\"Ada Lovelace\",\"_deleted\":false}")
                    @NotNull
                    ObjectNode newDocumentState,
            @Nullable ObjectNode assumedMasterState) {
        String id() {
            return newDocumentState.path("id").asText();
        }

        boolean isDeleted() {
            return newDocumentState.path(RxPull.DELETED).asBoolean();
        }

        /** The state that the client had seen of a row that was there; null for none. */
        @Nullable ObjectNode before() {
            ObjectNode before = assumedMasterState;
            return before == null || before.path(RxPull.DELETED).asBoolean() ? null : before;
        }
    }

    /** The server's documents that differ from what the client has. */
    public record Documents(@JsonValue List<ObjectNode> documents) {}

    /** What became of a push. */
    record Done(PushResult result, Documents documents) {}

    Done push(SyncType type, Rows rows, Caller caller, @Nullable String device) {
        checkIds(rows);
        List<String> ids = rows.rows().stream().map(Row::id).distinct().toList();
        Map<String, ObjectNode> before = documents(type, caller, ids);
        Map<String, PushRequest.Mutation> mutations = new LinkedHashMap<>();
        for (Row row : rows.rows()) {
            mutation(type, row, before.get(row.id()))
                    .ifPresent(mutation -> mutations.put(row.id(), mutation));
        }
        PushResult result = push.pushDerived(type, List.copyOf(mutations.values()), caller, device);
        for (PushResult.Result each : result.results()) {
            if (each.status() == PushResult.Status.DEFERRED) {
                // RxDB sends all again; what was done is not done twice.
                throw Problem.unavailable("Not all documents could be written; please try again.");
            }
        }
        Map<String, ObjectNode> after = documents(type, caller, ids);
        List<ObjectNode> differing = new ArrayList<>();
        for (Row row : rows.rows()) {
            ObjectNode document = after.get(row.id());
            boolean isNew = row.before() == null;
            if (document != null && !RxPull.isSame(row.newDocumentState(), document, isNew)) {
                differing.add(document);
            }
        }
        return new Done(result, new Documents(differing));
    }

    private Map<String, ObjectNode> documents(SyncType type, Caller caller, List<String> ids) {
        return database.read(
                tx -> pull.only(tx, type, SyncScope.of(tx, caller, caller.agent()), ids));
    }

    private static Optional<PushRequest.Mutation> mutation(
            SyncType type, Row row, @Nullable ObjectNode current) {
        ClientChange change = new ClientChange(type, row.id(), Json.tree(row));
        ObjectNode before = row.before();
        boolean isThere = current != null && !current.path(RxPull.DELETED).asBoolean();
        if (row.isDeleted()) {
            return before == null && !isThere
                    ? Optional.empty()
                    : Optional.of(
                            change.delete(before == null ? null : ClientChange.version(before)));
        }
        if (before != null) {
            return change.difference(before, row.newDocumentState());
        }
        // Its creation may have been answered to a client that has changed the row since.
        return isThere
                ? change.set(row.newDocumentState(), List.copyOf(type.fields().keySet()), null)
                : Optional.of(change.create(row.newDocumentState()));
    }

    private static void checkIds(Rows rows) {
        List<InputError> errors = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (int index = 0; index < rows.rows().size(); index++) {
            String id = rows.rows().get(index).id();
            String field = "[" + index + "].newDocumentState.id";
            if (!Id.isValid(id)) {
                errors.add(new InputError(field, "invalid_id", field + " is not a UUIDv7."));
            } else if (seen.contains(id)) {
                errors.add(new InputError(field, "duplicate", field + " is there twice."));
            }
            seen.add(id);
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }
}
