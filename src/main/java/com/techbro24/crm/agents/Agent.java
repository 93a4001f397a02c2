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
 * A user of the CRM.
 *
 * @param team whose managers see its rows; null for none
 * @param skills what the agent can do, such as a language; leads may require it
 * @param capacity maximum number of open leads for automatic assignment; null for no limit
 * @param statusSince time of the last status change
 * @param active whether it may log in and receive work
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
    /** The entity type in the log and in problems. */
    public static final String TYPE = "agent";

    /** Fields that an agent may change of itself. */
    static final Set<String> OWN_FIELDS = Set.of("name", "phone", "timezone");

    /** Fields that a manager may change of itself and of its agents. */
    static final Set<String> MANAGED_FIELDS =
            Set.of("name", "phone", "timezone", "skills", "capacity");

    /** Fields that an admin may change; disabling an agent also changes its status. */
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

    /** Fields of the account: login and rights. */
    static final Set<String> ACCOUNT_FIELDS = Set.of("email", "role", "team", "active");

    /** A new agent, offline. */
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

    /** Disabling an agent sets it offline. */
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
            throw Problem.conflict("A disabled agent can only be offline.");
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

    /** The fields that a caller who sees this agent may change. */
    Set<String> fieldsOf(Caller caller) {
        boolean own = caller.is(id);
        return switch (caller.role()) {
            case ADMIN -> ALL_FIELDS;
            case MANAGER -> own || role == Role.AGENT ? MANAGED_FIELDS : Set.of();
            case AGENT -> own ? OWN_FIELDS : Set.of();
        };
    }

    /** Whether leads can be assigned to it automatically; never to managers and admins. */
    public boolean canReceiveLeads() {
        return active && role == Role.AGENT;
    }

    /** Whether it has all of the skills, ignoring case and accents. */
    public boolean hasSkills(List<String> required) {
        return hasSkills(skills, required);
    }

    static boolean hasSkills(List<String> skills, List<String> required) {
        return required.isEmpty() || folded(skills).containsAll(folded(required));
    }

    private static Set<String> folded(List<String> skills) {
        return skills.stream().map(Fold::of).collect(Collectors.toSet());
    }

    /** Skills without duplicates, in order. */
    static List<String> skills(@Nullable List<String> skills) {
        return skills == null ? List.of() : skills.stream().map(String::strip).distinct().toList();
    }
}
