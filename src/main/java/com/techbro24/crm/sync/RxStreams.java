package com.techbro24.crm.sync;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells RxDB what changes, as server-sent events: first {@code "RESYNC"}, on which it pulls what it
 * has missed, then pages like those of a pull. A stream ends with its session or key, after some
 * time, and when the server stops; the client opens another one.
 */
public final class RxStreams implements AutoCloseable {
    static final int SECONDS_MAX = 3_600;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int DOCUMENTS_MAX = 500;
    private static final int STREAMS_MAX = 2_000;
    private static final String RESYNC = "data: \"RESYNC\"\n\n";
    private static final String NOTHING = ":\n\n";

    private final Database database;
    private final ChangeFeed feed;
    private final RxPull pull;
    private final Function<Collection<String>, Map<String, Caller>> liveCallers;
    private final AtomicInteger streams = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param liveCallers the current rights of sessions and API keys, by id; ended ones are missing
     */
    public RxStreams(
            SyncServices services,
            ChangeFeed feed,
            Function<Collection<String>, Map<String, Caller>> liveCallers) {
        this.database = services.database();
        this.feed = feed;
        this.pull = new RxPull(services.pull());
        this.liveCallers = liveCallers;
    }

    Reply open(SyncType type, Request request) {
        int seconds = request.number("seconds").orElse(SECONDS_MAX);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Caller caller = request.caller();
        SyncCursor head = database.read(tx -> head(tx, type, scope(tx, caller)));
        return Reply.stream("text/event-stream", out -> counted(type, caller, head, end, out))
                .withHeader("X-Accel-Buffering", "no");
    }

    private void counted(SyncType type, Caller caller, SyncCursor head, long end, OutputStream out)
            throws IOException {
        if (streams.incrementAndGet() > STREAMS_MAX) {
            streams.decrementAndGet();
            throw Problem.unavailable("Too many streams; please try again.");
        }
        try {
            write(type, caller, head, end, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.decrementAndGet();
        }
    }

    private void write(SyncType type, Caller caller, SyncCursor head, long end, OutputStream out)
            throws IOException, InterruptedException {
        send(out, RESYNC);
        SyncCursor cursor = head;
        long left = end - System.nanoTime();
        while (!closed && left > 0) {
            Duration patience = Duration.ofNanos(Math.min(left, HEARTBEAT.toNanos()));
            boolean isDue = feed.awaitAfter(cursor.seq(), patience);
            Caller live = live(caller);
            if (live == null || closed) {
                return;
            }
            SyncCursor from = cursor;
            News news = database.read(tx -> news(tx, type, live, from));
            if (news.event() != null || !isDue) {
                send(out, news.event() == null ? NOTHING : news.event());
            }
            cursor = news.next();
            left = end - System.nanoTime();
        }
    }

    /** What there is to send, and from where it goes on. */
    private record News(@Nullable String event, SyncCursor next) {}

    private News news(Tx tx, SyncType type, Caller caller, SyncCursor from) {
        SyncScope scope = scope(tx, caller);
        if (Pull.expired(tx, from, scope).isPresent()) {
            return new News(RESYNC, head(tx, type, scope));
        }
        RxPage page = pull.page(tx, type, scope, RxPage.Checkpoint.of(from), DOCUMENTS_MAX);
        String event = page.documents().isEmpty() ? null : "data: " + Json.text(page) + "\n\n";
        return new News(event, page.checkpoint().cursor(type));
    }

    private static SyncCursor head(Tx tx, SyncType type, SyncScope scope) {
        SyncCursor begin = Pull.begin(tx, type, scope);
        return begin.upTo(begin.seq());
    }

    private static SyncScope scope(Tx tx, Caller caller) {
        return SyncScope.of(tx, caller, caller.agent());
    }

    /** The caller with its present rights; null if its session or key has ended. */
    private @Nullable Caller live(Caller caller) {
        String id = caller.credentialId();
        return id == null ? caller : liveCallers.apply(List.of(id)).get(id);
    }

    private static void send(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends all streams. */
    @Override
    public void close() {
        closed = true;
        feed.wake();
    }
}
