package com.techbro24.crm.agents;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One who works here.
 *
 * @param team by whose manager it is led; null for none
 * @param capacity how many open leads it takes at most by itself; null for any number
 * @param statusSince when its status last changed
 * @param active whether it may log in and be given work
 */
public record Agent(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String name,
        String email,
        @Nullable String phone,
        Role role,
        @Nullable String team,
        @Nullable String timezone,
        @Example("[\"german\"]") List<String> skills,
        @Nullable Integer capacity,
        AgentStatus status,
        Instant statusSince,
        boolean active)
        implements Entity {
    /** What the log and problems call it. */
    public static final String TYPE = "agent";

    /** What an agent may change of itself. */
    static final Set<String> OWN_FIELDS = Set.of("name", "phone", "timezone");

    /** What a manager may change of itself and of its agents. */
    static final Set<String> MANAGED_FIELDS =
            Set.of("name", "phone", "timezone", "skills", "capacity");

    /** What an admin may change; a status follows where an agent is disabled. */
    static final Set<String> ALL_FIELDS =
            Set.of(
                    "name",
                    "email",
                    "phone",
                    "role",
                    "team",
                    "timezone",
                    "skills",
                    "capacity",
                    "active",
                    "status",
                    "statusSince");

    /** The fields of its account: who may log in, as what, and which rows it sees. */
    static final Set<String> ACCOUNT_FIELDS = Set.of("email", "role", "team", "active");

    /** A new agent, who is not at work yet. */
    static Agent create(AgentCommand.Create with, String id, Instant now) {
        return new Agent(
                id,
                1,
                now,
                now,
                with.name().strip(),
                with.email().strip(),
                with.phone(),
                with.role(),
                with.team(),
                with.timezone(),
                skills(with.skills()),
                with.capacity(),
                AgentStatus.OFFLINE,
                now,
                with.active() == null || with.active());
    }

    /** Who leaves is offline from then on. */
    Agent with(Patch<AgentFields> fields, Instant now) {
        AgentEdit edit = new AgentEdit(this);
        edit.take(fields);
        if (!edit.active && status != AgentStatus.OFFLINE) {
            edit.status = AgentStatus.OFFLINE;
            edit.statusSince = now;
        }
        return edit.at(now);
    }

    Agent withStatus(AgentStatus next, Instant now) {
        if (!active) {
            throw Problem.conflict("A disabled agent has no status but offline.");
        }
        if (next == status) {
            return this;
        }
        AgentEdit edit = new AgentEdit(this);
        edit.status = next;
        edit.statusSince = now;
        return edit.at(now);
    }

    public Visibility visibility() {
        return Visibility.ofAgent(id, team);
    }

    /** The fields of this agent that the caller, who sees it, may change. */
    Set<String> fieldsOf(Caller caller) {
        boolean own = caller.is(id);
        return switch (caller.role()) {
            case ADMIN -> ALL_FIELDS;
            case MANAGER -> own || role == Role.AGENT ? MANAGED_FIELDS : Set.of();
            case AGENT -> own ? OWN_FIELDS : Set.of();
        };
    }

    /** Whether it may be given leads by the program, which managers and admins are not. */
    public boolean takesLeads() {
        return active && role == Role.AGENT;
    }

    /** Whether it has all of the skills; case and accents make no difference. */
    public boolean knows(List<String> required) {
        return knows(skills, required);
    }

    static boolean knows(List<String> skills, List<String> required) {
        return required.isEmpty() || folded(skills).containsAll(folded(required));
    }

    private static Set<String> folded(List<String> skills) {
        return skills.stream().map(Fold::of).collect(Collectors.toSet());
    }

    /** Skills without doubles, in the order in which they came. */
    static List<String> skills(@Nullable List<String> brought) {
        return brought == null
                ? List.of()
                : brought.stream().map(String::strip).distinct().toList();
    }
}
