package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the raw rows that WatermelonDB pushes. It believes that all were taken as they are, so each
 * pushed row is remembered, and comes again with the next pull as the server has it.
 */
final class WatermelonPush {
    private final Database database;
    private final GroupCommit writer;
    private final Pull pull;
    private final Push push;
    private final RowCommands commands;
    private final Clock clock;
    private final Map<String, RawRows> forms;

    WatermelonPush(
            Database database,
            GroupCommit writer,
            Pull pull,
            Push push,
            RowCatalog rows,
            RowCommands commands,
            Clock clock) {
        this.database = database;
        this.writer = writer;
        this.pull = pull;
        this.push = push;
        this.commands = commands;
        this.clock = clock;
        this.forms =
                SyncType.ALL.stream()
                        .collect(
                                Collectors.toMap(
                                        SyncType::name,
                                        type ->
                                                new RawRows(
                                                        rows.get(type.entityType()).recordType())));
    }

    /** The results by type; types without a change are missing. */
    Map<SyncType, PushResult> push(
            WatermelonChanges.Pushed pushed, Caller caller, @Nullable String device) {
        checkIds(pushed);
        Map<SyncType, PushResult> results = new LinkedHashMap<>();
        for (SyncType type : SyncType.ALL) {
            WatermelonChanges.PushedTable table = pushed.of(type);
            if (table != null) {
                List<PushRequest.Mutation> mutations = mutations(type, table, caller);
                if (!mutations.isEmpty()) {
                    remember(type, caller, mutations);
                    results.put(type, push.pushDerived(type, mutations, caller, device));
                }
            }
        }
        boolean isDeferred =
                results.values().stream()
                        .flatMap(result -> result.results().stream())
                        .anyMatch(each -> each.status() == PushResult.Status.DEFERRED);
        if (isDeferred) {
            // WatermelonDB sends all again; what was done is not done twice.
            throw Problem.unavailable("Not all rows could be written; please try again.");
        }
        return results;
    }

    private void remember(SyncType type, Caller caller, List<PushRequest.Mutation> mutations) {
        Set<String> ids =
                mutations.stream()
                        .map(PushRequest.Mutation::id)
                        .collect(Collectors.toUnmodifiableSet());
        var _ =
                writer.write(
                        tx -> {
                            WatermelonStore.remember(
                                    tx,
                                    caller.agent(),
                                    type.entityType(),
                                    ids,
                                    ChangeLog.head(tx),
                                    clock.instant());
                            return ids;
                        });
    }

    private List<PushRequest.Mutation> mutations(
            SyncType type, WatermelonChanges.PushedTable table, Caller caller) {
        List<PushRequest.Mutation> mutations = new ArrayList<>();
        Map<String, Integer> there = there(type, table, caller);
        for (ObjectNode raw : table.made()) {
            made(type, raw, there.containsKey(raw.path("id").asText())).ifPresent(mutations::add);
        }
        for (ObjectNode raw : table.changed()) {
            String id = raw.path("id").asText();
            ObjectNode row = form(type).fields(raw);
            new ClientChange(type, id, raw)
                    .set(row, RawRows.changed(raw), ClientChange.version(raw))
                    .ifPresent(mutations::add);
        }
        for (String id : table.gone()) {
            // A row that was restored meanwhile is deleted again.
            ObjectNode state = Json.object().put("version", there.get(id));
            mutations.add(new ClientChange(type, id, state).delete(null));
        }
        return mutations;
    }

    /** Its creation may have been answered to a client that has not heard of it. */
    private Optional<PushRequest.Mutation> made(SyncType type, ObjectNode raw, boolean isThere) {
        String id = raw.path("id").asText();
        ClientChange change = new ClientChange(type, id, raw);
        ObjectNode row = form(type).fields(raw);
        // A column that may not be null is an empty text where the client set nothing.
        row.properties().removeIf(column -> column.getValue().asText("-").isEmpty());
        if (isThere) {
            return change.set(row, List.copyOf(type.fields().keySet()), null);
        }
        // A raw row has every column of the client's schema, also those that the server fills.
        row.retain(commands.inputsOfCreate(type));
        return Optional.of(change.create(row));
    }

    /** The versions of the pushed rows that are there already. */
    private Map<String, Integer> there(
            SyncType type, WatermelonChanges.PushedTable table, Caller caller) {
        List<String> ids = new ArrayList<>(table.gone());
        table.made().forEach(raw -> ids.add(raw.path("id").asText()));
        return database.read(
                tx ->
                        pull
                                .only(tx, type, SyncScope.of(tx, caller, caller.agent()), ids)
                                .data()
                                .stream()
                                .collect(
                                        Collectors.toUnmodifiableMap(
                                                SyncPage.Item::id, SyncPage.Item::version)));
    }

    private RawRows form(SyncType type) {
        RawRows form = forms.get(type.name());
        if (form == null) {
            throw new IllegalStateException("no raw rows of " + type.name());
        }
        return form;
    }

    private static void checkIds(WatermelonChanges.Pushed pushed) {
        List<InputError> errors = new ArrayList<>();
        for (SyncType type : SyncType.ALL) {
            WatermelonChanges.PushedTable table = pushed.of(type);
            if (table != null) {
                check(type.name() + ".created", table.made(), errors);
                check(type.name() + ".updated", table.changed(), errors);
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private static void check(String path, List<ObjectNode> rows, List<InputError> errors) {
        for (int index = 0; index < rows.size(); index++) {
            if (!Id.isValid(rows.get(index).path("id").asText())) {
                String field = path + "[" + index + "].id";
                errors.add(new InputError(field, "invalid_id", field + " is not a UUIDv7."));
            }
        }
    }
}
