package com.techbro24.crm.integrations.common;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Acts by the commands that every way in uses, known by their names. */
public final class FeatureCommands {
    private final CommandCatalog catalog;
    private final CommandRunner runner;

    public FeatureCommands(CommandCatalog catalog, CommandRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /** Runs a command in a write transaction; returns its reply as JSON. */
    public JsonNode run(Tx tx, Caller caller, String name, ObjectNode input) {
        return reply(runner.run(tx, submission(caller, name, input)));
    }

    /**
     * The same under a savepoint and once for each key: a refused command is undone and leaves the
     * transaction usable.
     *
     * @param scope whose key it is
     */
    public JsonNode once(
            Tx tx, Caller caller, String name, ObjectNode input, String scope, String key) {
        // What is told again under one key counts as told, so the hash is always the same.
        var receipt = new Receipts.Key(scope, key, scope, Receipts.KEPT);
        return reply(runner.attempt(tx, submission(caller, name, input).withReceipt(receipt)));
    }

    private Submission submission(Caller caller, String name, ObjectNode input) {
        CommandType<?> type = catalog.find(name).orElseThrow();
        Command command = CommandCatalog.bind(type, input);
        return Submission.of(command, caller);
    }

    private static JsonNode reply(Answer answer) {
        @Nullable String body = answer.body();
        return body == null ? Json.object() : Json.read(body);
    }

    public Instant now() {
        return runner.now();
    }
}
