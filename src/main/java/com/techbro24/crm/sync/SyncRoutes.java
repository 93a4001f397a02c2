package com.techbro24.crm.sync;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes by which rows are pulled and pushed. */
public final class SyncRoutes {
    private static final String NDJSON = "application/x-ndjson";
    private static final String SAMPLE =
            """
            {"id":"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17","version":1,"seq":17,"record":{}}
            """;
    private static final int LIMIT_MAX = 2_000;
    private static final int LIMIT_DEFAULT = 500;
    private static final int IDS_MAX = 200;
    private static final int UNREAD_MAX = 2_000;
    private static final Duration FULL_TIMEOUT = Duration.ofMinutes(10);

    private static final List<Parameter> PULL =
            List.of(
                    Parameter.text("cursor", "The cursor of the last pull; none for a first sync.")
                            .where(SyncCursor::isCursor, "invalid_cursor", "is not a sync cursor"),
                    Parameter.time(
                            "since",
                            "Instead of a cursor: the serverTime of the last pull. Rows may come"
                                    + " twice."),
                    Parameter.number(
                            "limit", 1, LIMIT_MAX, "Rows a page, at most; 500 is the standard."),
                    Parameter.word(
                            "mode",
                            Mode.class,
                            "changes is the standard; manifest sends ids and versions only, to"
                                    + " compare with the rows that a client has."),
                    new Parameter(
                            "ids",
                            Id.class,
                            true,
                            "Only these rows, in their current state; at most 200."));

    private final Database database;
    private final Pull pull;
    private final Push push;
    private final FullSync full;
    private final SyncJournal journal;

    public SyncRoutes(SyncServices services) {
        database = services.database();
        pull = services.pull();
        push = services.push();
        full = services.full();
        journal = services.journal();
    }

    /** What a pull sends. */
    public enum Mode {
        CHANGES,
        MANIFEST
    }

    /**
     * What is pulled of one type; each field as the parameter of the same name.
     *
     * @param cursor where to go on: the {@code cursor} of the last pull
     * @param since in its place a time; what changed since then
     * @param ids only these rows
     */
    public record PullRequest(
            @Size(max = 1_000) @Nullable String cursor,
            @Nullable Instant since,
            @Min(1) @Max(LIMIT_MAX) @Nullable Integer limit,
            @Nullable Mode mode,
            @Size(max = IDS_MAX) @Nullable List<@Pattern(regexp = Id.PATTERN) String> ids) {
        static final PullRequest NONE = new PullRequest(null, null, null, null, null);
    }

    /**
     * Everything that an agent sees.
     *
     * @param data the rows by type
     * @param cursors by type, where the next pulls go on
     * @param head the number of the newest change in the log
     */
    public record Full(
            Map<String, List<SyncPage.Item>> data,
            Map<String, String> cursors,
            long head,
            Instant serverTime) {}

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (SyncType type : SyncType.ALL) {
            routes.addAll(ofType(type));
        }
        routes.addAll(ofAgent());
        return routes;
    }

    private List<Route> ofType(SyncType type) {
        String path = "/api/" + type.name() + "/sync";
        return List.of(
                Route.get(
                                path + "/:agentId",
                                "The "
                                        + type.name()
                                        + " that changed since a cursor, as the agent sees them; a"
                                        + " first sync sends all.")
                        .named("Pull " + type.name())
                        .takes(PULL)
                        .produces("application/json", NDJSON)
                        .sample(NDJSON, SAMPLE)
                        .replies(SyncPage.class)
                        .problems(Problem.Code.GONE)
                        .answer(request -> pull(type, query(request), request)),
                Route.post(
                                path,
                                "Push what was done to "
                                        + type.name()
                                        + " without a network; each mutation has its own result.")
                        .named("Push " + type.name())
                        .body(PushRequest.class)
                        .replies(PushResult.class)
                        .answer(request -> push(type, request)));
    }

    private List<Route> ofAgent() {
        return List.of(
                Route.post(
                                "/api/sync/full/:agentId",
                                "All types as one stream, as of one moment, with the cursors to go"
                                        + " on from.")
                        .named("Pull all types")
                        .produces("application/json", NDJSON)
                        .sample(NDJSON, SAMPLE)
                        .replies(Full.class)
                        .timeout(FULL_TIMEOUT)
                        .answer(this::full),
                Route.post(
                                "/api/sync/:type/:agentId",
                                "A pull of one type, with its parameters in the body; also of the"
                                        + " types that clients only read: agents, call-outcomes,"
                                        + " calling-hours, custom-fields.")
                        .named("Pull one type")
                        .body(PullRequest.class)
                        .replies(SyncPage.class)
                        .problems(Problem.Code.GONE)
                        .answer(this::byType));
    }

    private static PullRequest query(Request request) {
        List<String> ids = request.texts("ids");
        if (ids.size() > IDS_MAX) {
            throw Problem.invalid("ids names at most " + IDS_MAX + " rows.");
        }
        return new PullRequest(
                request.text("cursor").orElse(null),
                request.time("since").orElse(null),
                request.number("limit").orElse(null),
                request.words("mode", Mode.class).stream().findFirst().orElse(null),
                ids.isEmpty() ? null : ids);
    }

    private Reply pull(SyncType type, PullRequest asked, Request request) {
        long started = System.nanoTime();
        String agentId = request.agentId("agentId");
        SyncPage page =
                database.read(
                        tx -> page(tx, type, SyncScope.of(tx, request.caller(), agentId), asked));
        boolean lines = request.header("accept").orElse("").contains(NDJSON);
        byte[] body = lines ? FullSync.lines(page) : Json.bytes(page);
        journal.pulled(
                new SyncJournal.Entry(agentId, request.device(), type.name(), started),
                page.data().size(),
                page.removed().size(),
                body.length,
                SyncCursor.read(page.cursor(), type.name()).seq());
        Reply reply = Reply.of(200, lines ? NDJSON : "application/json", body);
        return page.isEmpty() && asked.cursor() != null
                ? reply.withEtag(etag(asked.cursor(), type, page))
                : reply;
    }

    /**
     * The same as long as nothing comes that concerns the viewer. From time to time there is none:
     * the client then gets a newer cursor, from which less of the log is to be read.
     */
    private static @Nullable String etag(String cursor, SyncType type, SyncPage page) {
        long behind = page.head() - SyncCursor.read(cursor, type.name()).seq();
        return behind > UNREAD_MAX ? null : "W/\"" + Integer.toHexString(cursor.hashCode()) + '"';
    }

    private SyncPage page(Tx tx, SyncType type, SyncScope scope, PullRequest asked) {
        int limit = asked.limit() == null ? LIMIT_DEFAULT : asked.limit();
        if (asked.ids() != null) {
            return pull.only(tx, type, scope, asked.ids());
        }
        SyncCursor cursor = cursor(tx, type, scope, asked);
        return asked.mode() == Mode.MANIFEST
                ? pull.manifest(tx, type, scope, cursor, limit)
                : pull.page(tx, type, scope, cursor, limit);
    }

    private static SyncCursor cursor(Tx tx, SyncType type, SyncScope scope, PullRequest asked) {
        if (asked.cursor() != null) {
            return Pull.check(tx, SyncCursor.read(asked.cursor(), type.name()), scope);
        }
        return asked.since() == null
                ? Pull.begin(tx, type, scope)
                : Pull.since(tx, type, scope, asked.since());
    }

    private Reply byType(Request request) {
        request.caller().checkMayWrite();
        PullRequest asked =
                request.body().length == 0 ? PullRequest.NONE : request.body(PullRequest.class);
        String name = request.pathValue("type");
        return SyncType.named(name)
                .map(type -> pull(type, asked, request))
                .or(() -> full.reference(name, asked.cursor(), request))
                .orElseThrow(() -> Problem.notFound("type of sync"));
    }

    private Reply push(SyncType type, Request request) {
        long started = System.nanoTime();
        request.caller().checkMayWrite();
        PushRequest asked = request.body(PushRequest.class);
        String device = asked.deviceId() == null ? request.device() : asked.deviceId();
        PushResult result = push.push(type, asked, request.caller(), device);
        byte[] body = Json.bytes(result);
        journal.pushed(
                new SyncJournal.Entry(request.caller().agent(), device, type.name(), started),
                result,
                body.length);
        return Reply.of(200, "application/json", body);
    }

    private Reply full(Request request) {
        request.caller().checkMayWrite();
        return full.stream(request, request.agentId("agentId"));
    }
}
