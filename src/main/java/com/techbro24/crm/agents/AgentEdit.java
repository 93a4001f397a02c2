package com.techbro24.crm.agents;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Patch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent while a rule of {@link Agent} changes it; nobody else sees one. */
final class AgentEdit {
    private final Agent standing;

    String name;
    String email;
    @Nullable String phone;
    Role role;
    @Nullable String team;
    @Nullable String timezone;
    List<String> skills;
    @Nullable Integer capacity;
    AgentStatus status;
    Instant statusSince;
    boolean active;

    AgentEdit(Agent standing) {
        this.standing = standing;
        name = standing.name();
        email = standing.email();
        phone = standing.phone();
        role = standing.role();
        team = standing.team();
        timezone = standing.timezone();
        skills = standing.skills();
        capacity = standing.capacity();
        status = standing.status();
        statusSince = standing.statusSince();
        active = standing.active();
    }

    void take(Patch<AgentFields> patch) {
        AgentFields fields = patch.values();
        name = patch.or("name", fields.name(), name).strip();
        email = patch.or("email", fields.email(), email).strip();
        phone = patch.or("phone", fields.phone(), phone);
        role = patch.or("role", fields.role(), role);
        team = patch.or("team", fields.team(), team);
        timezone = patch.or("timezone", fields.timezone(), timezone);
        skills = Agent.skills(patch.or("skills", fields.skills(), skills));
        capacity = patch.or("capacity", fields.capacity(), capacity);
        active = patch.or("active", fields.active(), active);
    }

    /** The next version of the agent, or the agent itself where nothing differs. */
    Agent at(Instant now) {
        Agent same = make(standing.version(), standing.updatedAt());
        return same.equals(standing) ? standing : make(standing.version() + 1, now);
    }

    private Agent make(int version, Instant updatedAt) {
        return new Agent(
                standing.id(),
                version,
                standing.createdAt(),
                updatedAt,
                name,
                email,
                phone,
                role,
                team,
                timezone,
                skills,
                capacity,
                status,
                statusSince,
                active);
    }
}
