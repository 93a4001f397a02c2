package com.techbro24.crm.sync;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;

/** The routes that {@code synchronize()} of WatermelonDB needs. */
public final class WatermelonRoutes {
    private static final String PATH = "/api/watermelon/sync";
    private static final String SEQ = "\\d{1,18}";

    private final WatermelonPull pull;
    private final WatermelonPush push;
    private final SyncJournal journal;

    public WatermelonRoutes(SyncServices services) {
        this.pull = services.watermelonPull();
        this.push = services.watermelonPush();
        this.journal = services.journal();
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                PATH,
                                "For pullChanges of WatermelonDB: what changed of leads, calls,"
                                        + " reminders and notifications. New rows are among the"
                                        + " updated ones (sendCreatedAsUpdated).")
                        .named("Pull for WatermelonDB")
                        .takes(
                                Parameter.text(
                                                "lastPulledAt",
                                                "The timestamp of the last pull; none for the"
                                                        + " first.")
                                        .where(
                                                text -> text.matches(SEQ),
                                                "invalid_format",
                                                "is not the timestamp of a pull"))
                        .replies(WatermelonChanges.class)
                        .answer(this::pull),
                Route.post(
                                PATH,
                                "For pushChanges of WatermelonDB. Each row comes again with the"
                                        + " next pull, as it then is.")
                        .named("Push for WatermelonDB")
                        .body(WatermelonChanges.Pushed.class)
                        .status(204)
                        .answer(this::push));
    }

    private Reply pull(Request request) {
        long started = System.nanoTime();
        WatermelonChanges changes =
                pull.since(
                        request.caller(),
                        request.text("lastPulledAt").map(Long::valueOf).orElse(null));
        byte[] body = Json.bytes(changes);
        int sent =
                changes.changes().values().stream().mapToInt(each -> each.updated().size()).sum();
        int removed =
                changes.changes().values().stream().mapToInt(each -> each.deleted().size()).sum();
        journal.pulled(
                new SyncJournal.Entry(
                        request.caller().agent(), request.device(), "watermelon", started),
                sent,
                removed,
                body.length,
                changes.timestamp());
        return Reply.of(200, "application/json", body);
    }

    private Reply push(Request request) {
        long started = System.nanoTime();
        request.caller().checkMayWrite();
        push.push(request.body(WatermelonChanges.Pushed.class), request.caller(), request.device())
                .forEach(
                        (type, result) ->
                                journal.pushed(
                                        new SyncJournal.Entry(
                                                request.caller().agent(),
                                                request.device(),
                                                type.name(),
                                                started),
                                        result,
                                        0));
        return Reply.empty();
    }
}
