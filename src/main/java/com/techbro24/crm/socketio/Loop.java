package com.techbro24.crm.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One event loop and the sessions on it that have something to send. */
final class Loop {
    /** After so many sessions other tasks of the loop get their turn. */
    private static final int SESSIONS_A_TURN = 4096;

    private final EventLoop executor;
    private final Queue<EngineSession> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** A broadcast's bytes are made once a turn and shared by all its recipients here. */
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

    /** To be called when a session's outbox is no longer empty; several at once cost one task. */
    void wake(EngineSession session) {
        waiting.add(session);
        if (scheduled.compareAndSet(false, true)) {
            executor.execute(this::turn);
        }
    }

    private void turn() {
        scheduled.set(false);
        try {
            for (int i = 0; i < SESSIONS_A_TURN; i++) {
                EngineSession session = waiting.poll();
                if (session == null) {
                    return;
                }
                session.drainOn(this);
            }
            if (scheduled.compareAndSet(false, true)) {
                executor.execute(this::turn);
            }
        } finally {
            bytesOfTurn.values().forEach(ByteBuf::release);
            bytesOfTurn.clear();
        }
    }

    /** The frame's websocket bytes, to be written by the caller. */
    ByteBuf bytesOf(Frame frame, ByteBufAllocator allocator) {
        ByteBuf bytes = bytesOfTurn.get(frame);
        if (bytes == null) {
            bytes = frame.websocketBytes(allocator);
            bytesOfTurn.put(frame, bytes);
        }
        return bytes.retainedDuplicate();
    }
}
