package com.techbro24.crm.socketio;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server's pings to one session, and how long it waits for the pongs. */
final class Heartbeat {
    private final EngineSession session;
    private final Duration interval;
    private final Duration timeout;
    private @Nullable ScheduledFuture<?> timer;
    private boolean awaitingPong;
    private long deadlineNanos;

    Heartbeat(EngineSession session, EngineSettings settings) {
        this.session = session;
        this.interval = settings.pingInterval();
        this.timeout = settings.pingTimeout();
        this.deadlineNanos = System.nanoTime() + interval.plus(timeout).toNanos();
    }

    /** Starts the timer on a loop, or starts it again there after a move. */
    void startOn(Loop loop) {
        stop();
        long now = System.nanoTime();
        long due = awaitingPong ? deadlineNanos : deadlineNanos - timeout.toNanos();
        timer = loop.schedule(Duration.ofNanos(Math.max(0, due - now)), () -> beat(loop));
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
            deadlineNanos = System.nanoTime() + timeout.toNanos();
            startOn(loop);
        } else {
            session.close(CloseReason.PING_TIMEOUT);
        }
    }

    void pong(Loop loop) {
        awaitingPong = false;
        deadlineNanos = System.nanoTime() + interval.plus(timeout).toNanos();
        startOn(loop);
    }

    /** Timers may be late, so requests look for themselves. */
    boolean isOverdue() {
        return System.nanoTime() - deadlineNanos >= 0 && !session.isReadingPaused();
    }
}
