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
 * Tells RxDB what changes, as server-sent events: pages like those of a pull, each beginning where
 * the one before ended, so that a client that gives the checkpoint of the last one misses nothing.
 * Without a checkpoint, and before a stream ends because a checkpoint does not fit any more, it
 * sends {@code "RESYNC"}, on which RxDB pulls. A stream also ends with its session or key, after
 * some time, and when the server stops; the client opens another one.
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

    Reply open(SyncType type, Request request, RxPage.@Nullable Checkpoint from) {
        int seconds = request.number("seconds").orElse(SECONDS_MAX);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Caller caller = request.caller();
        SyncCursor cursor =
                from == null
                        ? database.read(tx -> head(tx, type, scope(tx, caller)))
                        : from.cursor(type);
        String first = from == null ? RESYNC : NOTHING;
        Stream stream = new Stream(type, caller, first, cursor, end);
        return Reply.stream("text/event-stream", out -> counted(stream, out))
                .withHeader("X-Accel-Buffering", "no");
    }

    /** One stream: its first event, where it begins, and when it ends. */
    private record Stream(
            SyncType type, Caller caller, String first, SyncCursor begin, long endNanos) {}

    private void counted(Stream stream, OutputStream out) throws IOException {
        if (streams.incrementAndGet() > STREAMS_MAX) {
            streams.decrementAndGet();
            throw Problem.unavailable("Too many streams; please try again.");
        }
        try {
            write(stream, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.decrementAndGet();
        }
    }

    private void write(Stream stream, OutputStream out) throws IOException, InterruptedException {
        send(out, stream.first());
        SyncCursor cursor = stream.begin();
        while (!closed) {
            Caller caller = live(stream.caller());
            if (caller == null) {
                return;
            }
            SyncCursor from = cursor;
            RxPage page = database.read(tx -> news(tx, stream.type(), caller, from));
            if (page.restart()) {
                send(out, RESYNC);
                return;
            }
            if (!page.documents().isEmpty()) {
                send(out, "data: " + Json.text(page) + "\n\n");
            }
            cursor = page.checkpoint().cursor(stream.type());
            if (!awaitAfter(cursor, stream, out)) {
                return;
            }
        }
    }

    /** Whether there may be something new; false once the stream is to end. */
    private boolean awaitAfter(SyncCursor cursor, Stream stream, OutputStream out)
            throws IOException, InterruptedException {
        long left = stream.endNanos() - System.nanoTime();
        while (!closed && left > 0) {
            Duration patience = Duration.ofNanos(Math.min(left, HEARTBEAT.toNanos()));
            if (feed.awaitAfter(cursor.seq(), patience)) {
                return true;
            }
            send(out, NOTHING);
            left = stream.endNanos() - System.nanoTime();
            if (live(stream.caller()) == null) {
                return false;
            }
        }
        return false;
    }

    /** A page that is to restart stands for all that cannot go on from here. */
    private RxPage news(Tx tx, SyncType type, Caller caller, SyncCursor from) {
        SyncScope scope = scope(tx, caller);
        RxPage.Checkpoint checkpoint = RxPage.Checkpoint.of(from);
        return from.isSnapshot()
                ? new RxPage(List.of(), checkpoint, true)
                : pull.page(tx, type, scope, checkpoint, DOCUMENTS_MAX);
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
