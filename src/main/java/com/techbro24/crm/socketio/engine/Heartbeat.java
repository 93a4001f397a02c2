package com.techbro24.crm.socketio.engine;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server's pings to one session, and how long it waits for the pongs. */
final class Heartbeat {
    private final EngineSession session;
    private final long intervalNanos;
    private final long timeoutNanos;
    private @Nullable ScheduledFuture<?> timer;
    private boolean awaitingPong;

    /**
     * Of the next ping, or of the one that has not been answered; from it the client's time is
     * counted.
     */
    private long pingDueNanos;

    Heartbeat(EngineSession session, EngineSettings settings) {
        this.session = session;
        this.intervalNanos = settings.pingInterval().toNanos();
        this.timeoutNanos = settings.pingTimeout().toNanos();
        this.pingDueNanos = System.nanoTime() + intervalNanos;
    }

    /** Starts the timer on a loop, or starts it again there after a move. */
    void startOn(Loop loop) {
        stop();
        long due = awaitingPong ? pingDueNanos + timeoutNanos : pingDueNanos;
        long wait = Math.max(0, due - System.nanoTime());
        timer = loop.schedule(Duration.ofNanos(wait), () -> beat(loop));
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void beat(Loop loop) {
        if (!awaitingPong) {
            awaitingPong = true;
            session.send(Outgoing.of(Frame.PING));
            startOn(loop);
        } else if (session.isReadingPaused()) {
            // Its pong may be there, unread.
            pingDueNanos = System.nanoTime();
            startOn(loop);
        } else {
            session.close(CloseReason.PING_TIMEOUT);
        }
    }

    /** Pings keep their own time, however long the pongs take. */
    void pong(Loop loop) {
        if (awaitingPong) {
            awaitingPong = false;
            pingDueNanos = Math.max(pingDueNanos + intervalNanos, System.nanoTime());
            startOn(loop);
        }
    }

    /** Timers may be late, so requests look for themselves. */
    boolean isOverdue() {
        return System.nanoTime() - pingDueNanos >= timeoutNanos && !session.isReadingPaused();
    }
}
