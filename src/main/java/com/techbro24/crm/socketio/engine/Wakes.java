package com.techbro24.crm.socketio.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the sessions that a broadcast has written to and wakes their loops in groups, because
 * waking is the most expensive part of a broadcast.
 */
public final class Wakes implements AutoCloseable {
    /** Small enough that the loops start on the first group while the broadcast continues. */
    private static final int GROUP_MAX = 128;

    private final Map<Loop, List<EngineSession>> groups = new IdentityHashMap<>();

    void add(EngineSession session) {
        Loop loop = session.loop();
        List<EngineSession> group =
                groups.computeIfAbsent(loop, first -> new ArrayList<>(GROUP_MAX));
        group.add(session);
        if (group.size() == GROUP_MAX) {
            groups.remove(loop);
            loop.wake(group);
        }
    }

    /** Wakes the rest, also after an exception; otherwise they would wait forever. */
    @Override
    public void close() {
        groups.forEach(Loop::wake);
    }
}
