package com.techbro24.crm.realtime;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.realtime.Listeners.Listener;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A follower that hears of changes when a test says so, and clients that are let in one by one. */
abstract class RealtimeRoom {
    final Spine spine;
    final RealtimeFollower follower;

    /** What the sessions are worth now, by their agents. */
    final Map<String, Caller> live = new ConcurrentHashMap<>();

    /** Runs once, before the follower looks at {@link #live}. */
    Runnable beforeLook = () -> {};

    private final Listeners listeners = new Listeners();
    private long followed;

    RealtimeRoom(TestDatabase kind) {
        spine = Spine.open(kind).with(Agents.handler(), AgentCommand.TYPES);
        follower =
                new RealtimeFollower(
                        spine.database(),
                        spine.reader(),
                        listeners.namespace(),
                        this::look,
                        spine.clock());
        // One admin has to stay.
        var _ = Agents.admin().in(spine);
    }

    private Map<String, Caller> look(Collection<String> ids) {
        Map<String, Caller> found = new HashMap<>(live);
        found.keySet().retainAll(ids);
        Runnable first = beforeLook;
        beforeLook = () -> {};
        first.run();
        return found;
    }

    @AfterEach
    void stop() {
        listeners.close();
        spine.close();
    }

    /** Lets the follower hear what has been written since it heard last. */
    final void follow() {
        List<Change> changes =
                spine.database().read(tx -> spine.reader().after(tx, followed, 1_000));
        followed = changes.isEmpty() ? followed : changes.getLast().seq();
        follower.follow(changes);
    }

    final long head() {
        return spine.database().<Long>read(ChangeLog::head);
    }

    final Caller loggedIn(Agent agent) {
        Caller caller =
                new Caller(
                        agent.id(),
                        agent.role(),
                        agent.team(),
                        true,
                        Caller.Kind.SESSION,
                        agent.id());
        live.put(agent.id(), caller);
        return caller;
    }

    final Listener welcome(Caller caller, @Nullable Since since) throws InterruptedException {
        Listener listener = listeners.connect();
        follower.enter(listener.socket(), caller, since);
        return listener;
    }
}
