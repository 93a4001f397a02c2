package com.techbro24.crm.socketio;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks on an executor, one at a time and in their order. */
final class SerialQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SerialQueue.class);

    private final Executor executor;

    /** Null while idle, as most sockets are. */
    private @Nullable Queue<Runnable> tasks;

    SerialQueue(Executor executor) {
        this.executor = executor;
    }

    void add(Runnable task) {
        synchronized (this) {
            if (tasks != null) {
                tasks.add(task);
                return;
            }
            tasks = new ArrayDeque<>(2);
            tasks.add(task);
        }
        executor.execute(this::runAll);
    }

    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable failure) { // the next task must run in any case
                LOG.error("A task has failed", failure);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks == null ? null : tasks.poll();
        if (task == null) {
            tasks = null;
        }
        return task;
    }
}
