package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.app.RoomRows;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.FeedCompaction;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Housekeeping;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The server of simulated devices: takes and answers JSON, can be backed up and restored. */
final class SyncWorld implements AutoCloseable {
    private final TestDatabase kind;
    private final TestClock clock = new TestClock();
    private CallRoom room;
    private SyncServices services;
    private @Nullable DatabaseUrl backup;

    SyncWorld(TestDatabase kind) {
        this.kind = kind;
        room = open(kind.fresh());
        services = services(room.spine());
    }

    private CallRoom open(DatabaseUrl url) {
        return CallRoom.on(Spine.open(url, clock), CallSettings.DEFAULTS);
    }

    static SyncServices services(Spine spine) {
        RowCommands commands = new RowCommands(spine.catalog(), spine.runner());
        var _ =
                spine.with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES)
                        .with(new SyncHandler(commands), SyncCommand.TYPES);
        return SyncServices.of(
                spine.database(),
                spine.writer(),
                spine.runner(),
                commands,
                RoomRows.ALL,
                spine.reader(),
                RoomRows.REFERENCES,
                spine.clock());
    }

    Spine spine() {
        return room.spine();
    }

    TestClock clock() {
        return clock;
    }

    /** The answer to a push; a request that cannot be read is a bad one. */
    String push(Agent agent, String type, String request) {
        PushRequest read = Json.read(request, PushRequest.class);
        PushResult result =
                services.push()
                        .push(
                                SyncType.named(type).orElseThrow(),
                                read,
                                Agents.caller(agent),
                                read.deviceId());
        return Json.text(result);
    }

    /**
     * A push whose answer is lost.
     *
     * @param step the command with which the server ends: what is not committed is lost too; 0 if
     *     it goes on
     */
    void pushUnheard(Agent agent, String type, String request, int step) {
        spine().crashes().from(step);
        try {
            String _ = push(agent, type, request);
        } finally {
            spine().crashes().at(0);
        }
    }

    /** What a page of a pull sends; a null cursor begins anew. */
    SyncPage pull(Agent agent, String typeName, @Nullable String cursor, int limit) {
        SyncType type = SyncType.named(typeName).orElseThrow();
        return spine().database()
                .read(
                        tx -> {
                            SyncScope scope = scope(tx, agent);
                            return services.pull()
                                    .page(tx, type, scope, cursor(tx, type, scope, cursor), limit);
                        });
    }

    SyncPage manifest(Agent agent, String typeName, @Nullable String cursor, int limit) {
        SyncType type = SyncType.named(typeName).orElseThrow();
        return spine().database()
                .read(
                        tx -> {
                            SyncScope scope = scope(tx, agent);
                            return services.pull()
                                    .manifest(
                                            tx,
                                            type,
                                            scope,
                                            cursor(tx, type, scope, cursor),
                                            limit);
                        });
    }

    SyncPage only(Agent agent, String typeName, List<String> ids) {
        SyncType type = SyncType.named(typeName).orElseThrow();
        return spine().database().read(tx -> services.pull().only(tx, type, scope(tx, agent), ids));
    }

    private static SyncScope scope(Tx tx, Agent agent) {
        return SyncScope.of(tx, Agents.caller(agent), agent.id());
    }

    private static SyncCursor cursor(
            Tx tx, SyncType type, SyncScope scope, @Nullable String cursor) {
        return cursor == null
                ? Pull.begin(tx, type, scope)
                : Pull.check(tx, SyncCursor.read(cursor, type.name()), scope);
    }

    /** The rows that an agent sees, by id. */
    Map<String, JsonNode> shown(Agent agent, String typeName) {
        SyncType type = SyncType.named(typeName).orElseThrow();
        return spine().database()
                .read(
                        tx -> {
                            Map<String, JsonNode> all = new TreeMap<>();
                            RowType<?> rows = RoomRows.ALL.get(type.entityType());
                            Caller viewer = scope(tx, agent).viewer();
                            for (Entity row : rows.after(tx, viewer, "", 100_000)) {
                                all.put(row.id(), Json.read(type.record(row).toString()));
                            }
                            return all;
                        });
    }

    /** A command as the API gives it; whether it was accepted. */
    boolean command(Agent agent, String name, ObjectNode input) {
        try {
            var _ = room.run(Agents.caller(agent), name, input);
            return true;
        } catch (Problem e) {
            if (e.status() >= 500) {
                throw e;
            }
            return false;
        }
    }

    long head() {
        return spine().database().<Long>read(ChangeLog::head);
    }

    /** All that was ever stored of a row last, and all of its conflicts. */
    String kept(String entityId) {
        return String.join(
                        "\n",
                        spine().texts(
                                        "SELECT after_row FROM changes WHERE entity_id = ?"
                                                + " AND entity_type <> 'sync_conflict'"
                                                + " ORDER BY seq DESC LIMIT 1",
                                        entityId))
                + String.join(
                        "\n",
                        spine().texts(
                                        "SELECT COALESCE(server, '') || COALESCE(client, '')"
                                                + " FROM sync_conflicts WHERE entity_id = ?",
                                        entityId));
    }

    /** Some steps of each chore of the compaction. */
    void compact(int stepsMax) {
        for (Housekeeping.Chore chore : FeedCompaction.CHORES) {
            boolean more = true;
            for (int step = 0; more && step < stepsMax; step++) {
                more = spine().writer().<Boolean>write(tx -> chore.run(tx, clock.instant()));
            }
        }
    }

    void backUp() {
        DatabaseUrl url = spine().url();
        room.close();
        backup = kind.copy(url);
        reopen(url);
    }

    boolean hasBackup() {
        return backup != null;
    }

    /** Goes on from the backup; what was done since is lost. */
    void restore() {
        if (backup == null) {
            throw new IllegalStateException("there is no backup");
        }
        room.close();
        reopen(backup);
        backup = null;
        LogMeta _ = spine().writer().write(LogMeta::startEpoch);
    }

    private void reopen(DatabaseUrl url) {
        room = open(url);
        services = services(room.spine());
    }

    @Override
    public void close() {
        room.close();
    }
}
