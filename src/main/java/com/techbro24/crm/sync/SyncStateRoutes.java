package com.techbro24.crm.sync;

import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The routes that tell how far the devices of an agent are, and of its conflicts. */
public final class SyncStateRoutes {
    private final Database database;

    public SyncStateRoutes(Database database) {
        this.database = database;
    }

    /**
     * The cursors with which a sync begins anew, by type.
     *
     * @param cursors where the next pulls begin, by type
     * @param head the number of the newest change in the log
     * @param epoch the continuous log that the numbers belong to
     */
    public record Cursors(Map<String, String> cursors, long head, String epoch) {}

    /** How far the devices of an agent are. */
    public record Last(List<SyncLogStore.Device> devices) {}

    /**
     * The state of an agent's sync.
     *
     * @param head the seq of the newest change
     * @param epoch the continuous log that the numbers belong to
     * @param pendingConflicts conflicts that nobody has decided
     */
    public record Status(
            long head, String epoch, List<SyncLogStore.Device> devices, long pendingConflicts) {}

    public List<Route> routes() {
        return List.of(
                Route.get("/api/sync/last/:agentId", "When each device of an agent synced last.")
                        .named("List device syncs")
                        .replies(Last.class)
                        .answer(this::last),
                Route.get(
                                "/api/sync/status/:agentId",
                                "How far each device of an agent is behind, and how many conflicts"
                                        + " are open.")
                        .named("Get sync status")
                        .replies(Status.class)
                        .answer(this::status),
                Route.get("/api/sync/history/:agentId", "Pulls and pushes that moved something.")
                        .named("List sync runs")
                        .takes(
                                Parameter.time("from", "At or after"),
                                Parameter.time("to", "Before"))
                        .takes(Parameter.sort(SyncLogStore.SORTS))
                        .lists(SyncRun.class)
                        .answer(this::history),
                Route.get("/api/sync/conflicts/:agentId", "Conflicts of an agent's pushes.")
                        .named("List sync conflicts")
                        .takes(
                                Parameter.flag(
                                        "resolved", "Only resolved ones, or only open ones."),
                                Parameter.time("from", "Found at or after"),
                                Parameter.time("to", "Found before"))
                        .takes(Parameter.sort(SyncConflictStore.SORTS))
                        .lists(SyncConflict.class)
                        .answer(this::conflicts),
                Route.command(
                        Route.Method.POST,
                        "/api/sync/conflicts/:id/resolve",
                        SyncCommand.RESOLVE_CONFLICT),
                Route.post(
                                "/api/sync/force/:agentId",
                                "Cursors that begin a new snapshot of each type, whatever a client"
                                        + " had read before.")
                        .named("Start new snapshots")
                        .replies(Cursors.class)
                        .answer(this::force));
    }

    private Reply force(Request request) {
        request.caller().checkMayWrite();
        String agentId = request.agentId("agentId");
        return Reply.json(
                database.read(
                        tx -> {
                            SyncScope scope = SyncScope.of(tx, request.caller(), agentId);
                            Map<String, String> cursors = new LinkedHashMap<>();
                            SyncType.ALL.forEach(
                                    type ->
                                            cursors.put(
                                                    type.name(),
                                                    Pull.begin(tx, type, scope).text()));
                            return new Cursors(
                                    cursors, ChangeLog.head(tx), LogMeta.read(tx).epoch());
                        }));
    }

    private Reply last(Request request) {
        String agentId = request.agentId("agentId");
        return Reply.json(
                database.read(
                        tx -> {
                            var _ = SyncScope.of(tx, request.caller(), agentId);
                            long head = ChangeLog.head(tx);
                            return new Last(
                                    SyncLogStore.devices(tx, agentId).stream()
                                            .map(device -> device.behind(head))
                                            .toList());
                        }));
    }

    private Reply status(Request request) {
        String agentId = request.agentId("agentId");
        return Reply.json(
                database.read(
                        tx -> {
                            var _ = SyncScope.of(tx, request.caller(), agentId);
                            long head = ChangeLog.head(tx);
                            return new Status(
                                    head,
                                    LogMeta.read(tx).epoch(),
                                    SyncLogStore.devices(tx, agentId).stream()
                                            .map(device -> device.behind(head))
                                            .toList(),
                                    SyncConflictStore.countOpen(tx, agentId));
                        }));
    }

    private Reply history(Request request) {
        String agentId = request.agentId("agentId");
        return Reply.json(
                database.read(
                        tx -> {
                            var _ = SyncScope.of(tx, request.caller(), agentId);
                            return SyncLogStore.list(
                                    tx,
                                    agentId,
                                    request.time("from").orElse(null),
                                    request.time("to").orElse(null),
                                    request.paging());
                        }));
    }

    private Reply conflicts(Request request) {
        String agentId = request.agentId("agentId");
        return Reply.json(
                database.read(
                        tx -> {
                            var _ = SyncScope.of(tx, request.caller(), agentId);
                            return SyncConflictStore.list(
                                    tx,
                                    agentId,
                                    request.flagOrNone("resolved").orElse(null),
                                    request.time("from").orElse(null),
                                    request.time("to").orElse(null),
                                    request.paging());
                        }));
    }
}
