package com.techbro24.crm.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop and its sessions with pending output. */
final class Loop {
    /** After about this many sessions, other tasks of the loop run. */
    private static final int SESSIONS_A_TURN = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final EventLoop executor;
    private final Queue<List<EngineSession>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** A broadcast's bytes are created once per turn and shared by all recipients on this loop. */
    private final Map<Frame, ByteBuf> bytesOfTurn = new IdentityHashMap<>();

    Loop(EventLoop executor) {
        this.executor = executor;
    }

    boolean isCurrent() {
        return executor.inEventLoop();
    }

    void execute(Runnable task) {
        executor.execute(task);
    }

    ScheduledFuture<?> schedule(Duration delay, Runnable task) {
        return executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Call it when outboxes become non-empty; several calls cost one task. */
    void wake(List<EngineSession> sessions) {
        waiting.add(sessions);
        if (scheduled.compareAndSet(false, true)) {
            executor.execute(this::turn);
        }
    }

    private void turn() {
        scheduled.set(false);
        try {
            int drained = 0;
            while (drained < SESSIONS_A_TURN) {
                List<EngineSession> sessions = waiting.poll();
                if (sessions == null) {
                    return;
                }
                sessions.forEach(this::drain);
                drained += sessions.size();
            }
            if (scheduled.compareAndSet(false, true)) {
                executor.execute(this::turn);
            }
        } finally {
            bytesOfTurn.values().forEach(ByteBuf::release);
            bytesOfTurn.clear();
        }
    }

    private void drain(EngineSession session) {
        try {
            session.drainOn(this);
        } catch (RuntimeException failure) {
            // Without this it would never wake again; the other sessions must still be flushed.
            LOG.error("a session could not be flushed", failure);
            session.abort();
        }
    }

    /** The frame's websocket bytes, to be written by the caller. */
    ByteBuf bytesOf(Frame frame, ByteBufAllocator allocator) {
        ByteBuf bytes = bytesOfTurn.get(frame);
        if (bytes == null) {
            bytes = frame.websocketBytes(allocator);
            bytesOfTurn.put(frame, bytes);
        }
        // Not retainedDuplicate(), which counts and pools each duplicate by itself.
        return bytes.retain().duplicate();
    }
}
