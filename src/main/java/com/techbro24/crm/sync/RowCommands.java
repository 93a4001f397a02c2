package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes rows of any type by the commands that every way in uses, within a transaction. */
public final class RowCommands {
    private final CommandCatalog catalog;
    private final CommandRunner runner;

    public RowCommands(CommandCatalog catalog, CommandRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    void create(
            SyncType type,
            String id,
            ObjectNode set,
            Tx tx,
            Caller caller,
            @Nullable String device) {
        if (type.create() == null) {
            throw Problem.unprocessable("Clients do not create " + type.name() + ".");
        }
        run(type.create(), Json.object().put("id", id).setAll(set), tx, caller, device);
    }

    /** The fields that a creation takes. */
    Set<String> inputsOfCreate(SyncType type) {
        if (type.create() == null) {
            return Set.of();
        }
        CommandType<?> create = catalog.find(type.create()).orElseThrow();
        return Arrays.stream(create.type().getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Sets fields: those of the update command together, each other one by its own command. */
    void update(
            SyncType type,
            String id,
            ObjectNode set,
            Tx tx,
            Caller caller,
            @Nullable String device) {
        ObjectNode together = Json.object();
        for (var field : set.properties()) {
            if (!type.commands().containsKey(field.getKey())) {
                together.set(field.getKey(), field.getValue());
            }
        }
        if (!together.isEmpty()) {
            if (type.update() == null) {
                throw notSettable(together.fieldNames().next());
            }
            run(type.update(), Json.object().put("id", id).setAll(together), tx, caller, device);
        }
        for (var field : set.properties()) {
            SyncType.FieldCommand own = type.commands().get(field.getKey());
            if (own != null) {
                String command =
                        own.name(field.getValue()).orElseThrow(() -> notSettable(field.getKey()));
                run(command, own.input(id, field.getValue()), tx, caller, device);
            }
        }
    }

    void delete(SyncType type, String id, Tx tx, Caller caller, @Nullable String device) {
        run(type.delete(), Json.object().put("id", id), tx, caller, device);
    }

    /** The client's side of a conflict about a whole row: what it had asked for, once more. */
    void applyWhole(
            SyncType type, SyncConflict conflict, @Nullable JsonNode value, Context context) {
        Tx tx = context.tx();
        Caller caller = context.caller();
        switch (Rule.of(conflict)) {
            case DUPLICATE -> {
                ObjectNode set = object(value).put("allowDuplicate", true);
                create(type, conflict.entityId(), set, tx, caller, null);
            }
            case EDITED, NOT_DELETED -> delete(type, conflict.entityId(), tx, caller, null);
            case NOT_CREATED -> create(type, conflict.entityId(), object(value), tx, caller, null);
            case GONE, OUT_OF_SCOPE, REFUSED ->
                    update(type, conflict.entityId(), object(value), tx, caller, null);
        }
    }

    /** Why a mutation could not be merged into its row. */
    enum Rule {
        /** The created row would duplicate another one. */
        DUPLICATE,
        /** The row to delete was edited since. */
        EDITED,
        /** The row was deleted. */
        GONE,
        /** The row left the sight of who pushed it. */
        OUT_OF_SCOPE,
        /** A rule or a right forbids the row; only for clients that cannot be told. */
        NOT_CREATED,
        /** A rule or a right forbids the change; only for clients that cannot be told. */
        REFUSED,
        /** A rule or a right forbids the deletion; only for clients that cannot be told. */
        NOT_DELETED;

        boolean isRefusal() {
            return this == NOT_CREATED || this == REFUSED || this == NOT_DELETED;
        }

        private static Rule of(SyncConflict conflict) {
            return EnumNames.get(Rule.class, conflict.rule());
        }
    }

    private static ObjectNode object(@Nullable JsonNode value) {
        return value != null && value.isObject() ? value.deepCopy() : Json.object();
    }

    private static Problem notSettable(String field) {
        String message = field + " cannot be set to this value.";
        return Problem.invalid(List.of(new InputError("set." + field, "not_allowed", message)));
    }

    private void run(String name, JsonNode input, Tx tx, Caller caller, @Nullable String device) {
        CommandType<?> type = catalog.find(name).orElseThrow();
        Command command = CommandCatalog.bind(type, input);
        var _ = runner.run(tx, Submission.of(command, caller).from(device));
    }
}
