package com.techbro24.crm.agents;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Patch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mutable copy of an agent, used only by {@link Agent}. */
final class AgentEdit {
    private final Agent original;

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

    AgentEdit(Agent original) {
        this.original = original;
        name = original.name();
        email = original.email();
        phone = original.phone();
        role = original.role();
        team = original.team();
        timezone = original.timezone();
        skills = original.skills();
        capacity = original.capacity();
        status = original.status();
        statusSince = original.statusSince();
        active = original.active();
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

    /** The next version of the agent, or the same agent if nothing changed. */
    Agent at(Instant now) {
        Agent same = make(original.version(), original.updatedAt());
        return same.equals(original) ? original : make(original.version() + 1, now);
    }

    /** The next version, also if no field differs. */
    Agent nextVersion(Instant now) {
        return make(original.version() + 1, now);
    }

    private Agent make(int version, Instant updatedAt) {
        return new Agent(
                original.id(),
                version,
                original.createdAt(),
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
