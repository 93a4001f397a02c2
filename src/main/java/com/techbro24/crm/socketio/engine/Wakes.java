package com.techbro24.crm.socketio.engine;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom a broadcast has given something to send: a loop is woken for a group of them, as its queue
 * costs more than all else that a broadcast does for each.
 */
public final class Wakes implements AutoCloseable {
    /** So few that the loops are at work on the first while the last are still to come. */
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

    /** Wakes those that are left; also after a fault, or they would wait for ever. */
    @Override
    public void close() {
        groups.forEach(Loop::wake);
    }
}
