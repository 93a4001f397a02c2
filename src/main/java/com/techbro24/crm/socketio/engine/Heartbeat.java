package com.techbro24.crm.socketio.engine;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pings one session and checks the pongs. */
final class Heartbeat {
    private final EngineSession session;
    private final long intervalNanos;
    private final long timeoutNanos;
    private @Nullable ScheduledFuture<?> timer;
    private boolean awaitingPong;

    /** Time of the next ping, or of the unanswered one; the timeout counts from it. */
    private long pingDueNanos;

    Heartbeat(EngineSession session, EngineSettings settings) {
        this.session = session;
        this.intervalNanos = settings.pingInterval().toNanos();
        this.timeoutNanos = settings.pingTimeout().toNanos();
        this.pingDueNanos = System.nanoTime() + intervalNanos;
    }

    /** Starts the timer on a loop, also after a move to another loop. */
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
            // Its pong may have arrived but is unread.
            pingDueNanos = System.nanoTime();
            startOn(loop);
        } else {
            session.close(CloseReason.PING_TIMEOUT);
        }
    }

    /** The ping interval does not depend on the pongs. */
    void pong(Loop loop) {
        if (awaitingPong) {
            awaitingPong = false;
            pingDueNanos = Math.max(pingDueNanos + intervalNanos, System.nanoTime());
            startOn(loop);
        }
    }

    /** Timers can be late, so requests check too. */
    boolean isOverdue() {
        return System.nanoTime() - pingDueNanos >= timeoutNanos && !session.isReadingPaused();
    }
}
