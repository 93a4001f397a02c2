package com.techbro24.crm.sync;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes that the replication of RxDB needs: pull, push, and a stream of what changes. */
public final class RxRoutes {
    private static final String EVENTS = "text/event-stream";
    private static final String SAMPLE =
            """
            data: "RESYNC"

            data: {"documents":[{"id":"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17","_deleted":true}],"checkpoint":{"id":"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a18.5f0e2d8b6a175f0e","lwt":17},"restart":false}

            """;
    private static final int LIMIT_MAX = 2_000;
    private static final int LIMIT_DEFAULT = 100;
    private static final String SEQ = "\\d{1,18}";

    private static final List<Parameter> CHECKPOINT =
            List.of(
                    Parameter.text("lwt", "The checkpoint's lwt; none for the first.")
                            .where(
                                    text -> text.matches(SEQ),
                                    "invalid_format",
                                    "is not a checkpoint's lwt"),
                    Parameter.text("id", "The checkpoint's id; none for the first."));

    private final Database database;
    private final RxPull pull;
    private final RxPush push;
    private final RxStreams streams;
    private final SyncJournal journal;

    public RxRoutes(SyncServices services, RxStreams streams) {
        this.database = services.database();
        this.pull = new RxPull(services.pull());
        this.push = new RxPush(database, services.push(), pull);
        this.streams = streams;
        this.journal = services.journal();
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/rx/:type/pull",
                                "For the pull handler of RxDB: documents after a checkpoint. Types:"
                                        + " leads, calls, reminders, notifications.")
                        .named("Pull for RxDB")
                        .needs("?lwt=0&id=none")
                        .takes(CHECKPOINT)
                        .takes(
                                Parameter.number(
                                        "limit",
                                        1,
                                        LIMIT_MAX,
                                        "Documents a page; 100 is the standard. A shorter page is"
                                                + " the last."))
                        .replies(RxPage.class)
                        .answer(this::pull),
                Route.post(
                                "/api/rx/:type/push",
                                "For the push handler of RxDB: answers the server's documents"
                                        + " wherever they differ from the pushed ones.")
                        .named("Push for RxDB")
                        .body(RxPush.Rows.class)
                        .replies(RxPush.Documents.class)
                        .answer(this::push),
                Route.get(
                                "/api/rx/:type/pullStream",
                                "For the pull stream of RxDB: server-sent events with pages of"
                                        + " what changes after the checkpoint, or from now on. On"
                                        + " `RESYNC` a client pulls.")
                        .named("Stream for RxDB")
                        .needs("?lwt=0&id=none&seconds=0")
                        .takes(CHECKPOINT)
                        .takes(
                                Parameter.number(
                                        "seconds",
                                        0,
                                        RxStreams.SECONDS_MAX,
                                        "When the stream ends; 3600 is the standard."))
                        .produces(EVENTS)
                        .sample(EVENTS, SAMPLE)
                        .lasting()
                        .answer(
                                request ->
                                        streams.open(type(request), request, checkpoint(request))));
    }

    private static SyncType type(Request request) {
        return SyncType.named(request.pathValue("type"))
                .orElseThrow(() -> Problem.notFound("type of sync"));
    }

    private static RxPage.@Nullable Checkpoint checkpoint(Request request) {
        long lwt = request.text("lwt").map(Long::valueOf).orElse(0L);
        return request.text("id").map(id -> new RxPage.Checkpoint(id, lwt)).orElse(null);
    }

    private Reply pull(Request request) {
        long started = System.nanoTime();
        SyncType type = type(request);
        String agentId = request.caller().agent();
        RxPage.Checkpoint from = checkpoint(request);
        int limit = request.number("limit").orElse(LIMIT_DEFAULT);
        RxPage page =
                database.read(
                        tx ->
                                pull.page(
                                        tx,
                                        type,
                                        SyncScope.of(tx, request.caller(), agentId),
                                        from,
                                        limit));
        byte[] body = Json.bytes(page);
        int removed =
                (int)
                        page.documents().stream()
                                .filter(each -> each.get(RxPull.DELETED).booleanValue())
                                .count();
        journal.pulled(
                new SyncJournal.Entry(agentId, request.device(), type.name(), started),
                page.documents().size() - removed,
                removed,
                body.length,
                page.checkpoint().lwt());
        return Reply.of(200, "application/json", body);
    }

    private Reply push(Request request) {
        long started = System.nanoTime();
        SyncType type = type(request);
        request.caller().checkMayWrite();
        RxPush.Done pushed =
                push.push(
                        type, request.body(RxPush.Rows.class), request.caller(), request.device());
        byte[] body = Json.bytes(pushed.documents());
        journal.pushed(
                new SyncJournal.Entry(
                        request.caller().agent(), request.device(), type.name(), started),
                pushed.result(),
                body.length);
        return Reply.of(200, "application/json", body);
    }
}
