package com.techbro24.crm.support;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.agents.AgentHandler;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.changelog.Submission;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Agents for tests: {@code Agents.manager().team("north").in(spine)}. They are made by the command
 * that every agent is made by.
 */
public record Agents(
        String name,
        Role role,
        @Nullable String team,
        List<String> skills,
        @Nullable Integer capacity,
        boolean active) {
    private static final AtomicInteger COUNT = new AtomicInteger();

    public static Agents agent() {
        return new Agents("Agnes Agent", Role.AGENT, null, List.of(), null, true);
    }

    public static Agents manager() {
        return new Agents("Mary Manager", Role.MANAGER, null, List.of(), null, true);
    }

    public static Agents admin() {
        return new Agents("Ada Admin", Role.ADMIN, null, List.of(), null, true);
    }

    public Agents named(String other) {
        return new Agents(other, role, team, skills, capacity, active);
    }

    public Agents team(@Nullable String other) {
        return new Agents(name, role, other, skills, capacity, active);
    }

    public Agents capacity(int most) {
        return new Agents(name, role, team, skills, most, active);
    }

    public Agents disabled() {
        return new Agents(name, role, team, skills, capacity, false);
    }

    public Agents skilled(String... others) {
        return new Agents(name, role, team, List.of(others), capacity, active);
    }

    /** A handler whose hash is quick and can be recognised. */
    public static AgentHandler handler() {
        return new AgentHandler(password -> "hash of " + password);
    }

    /** The command that makes this agent, under an address of its own. */
    public AgentCommand.Create command() {
        String email = "agent" + COUNT.incrementAndGet() + "@techbro24.test";
        return new AgentCommand.Create(
                null, name, email, null, role, team, null, skills, capacity, active, null);
    }

    public Agent in(Spine spine) {
        String id = Id.next();
        AgentCommand.Create made = command();
        var _ =
                spine.runner()
                        .run(
                                Submission.of(
                                        new AgentCommand.Create(
                                                id,
                                                made.name(),
                                                made.email(),
                                                null,
                                                role,
                                                team,
                                                null,
                                                skills,
                                                capacity,
                                                active,
                                                null),
                                        Caller.SYSTEM));
        return spine.database().read(tx -> AgentStore.get(tx, id, Caller.SYSTEM));
    }

    /** The agent, logged in; by no session that could have ended. */
    public static Caller caller(Agent agent) {
        return new Caller(agent.id(), agent.role(), agent.team(), true, Caller.Kind.SESSION, null);
    }
}
