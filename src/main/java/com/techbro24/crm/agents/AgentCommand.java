package com.techbro24.crm.agents;

import com.techbro24.crm.access.Password;
import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Phone;
import com.techbro24.crm.base.Verbatim;
import com.techbro24.crm.base.Zone;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of agents. */
public sealed interface AgentCommand extends Command {
    /**
     * A new agent and its account.
     *
     * @param password in clear on its way in; the handler's preparation puts its hash here. Null
     *     for an account that cannot log in by password yet
     */
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
            @NotBlank @Email @Size(max = Limits.EMAIL_LENGTH_MAX) String email,
            @Phone @Size(max = Limits.PHONE_LENGTH_MAX) @Nullable String phone,
            @NotNull Role role,
            @Pattern(regexp = AgentFields.TEAM, message = AgentFields.TEAM_SAID)
                    @Nullable String team,
            @Zone @Nullable String timezone,
            @Size(max = Limits.TAGS_MAX) @Example("[\"german\"]")
                    @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> skills,
            @Min(0) @Max(AgentFields.CAPACITY_MAX) @Nullable Integer capacity,
            @Nullable Boolean active,
            @Verbatim @Password @Size(min = Passwords.LENGTH_MIN, max = Passwords.LENGTH_MAX)
                    @Nullable String password)
            implements AgentCommand {
        Create withPassword(@Nullable String other) {
            return new Create(
                    id, name, email, phone, role, team, timezone, skills, capacity, active, other);
        }

        /** Without the password, so that no log ever holds it. */
        @Override
        public String toString() {
            return "Create[" + email + "]";
        }
    }

    /** Changes the brought fields; which ones a caller may change stands in the room's package. */
    record Update(@NotBlank String id, Patch<AgentFields> fields) implements AgentCommand {}

    /** What an agent is doing from now on. */
    record SetStatus(@NotBlank String id, @NotNull AgentStatus status) implements AgentCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "agent.create",
                    Create.class,
                    Agent.class,
                    Role.ADMINS,
                    "Make an agent with its account; API keys may not.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "agent.update",
                    Update.class,
                    Agent.class,
                    Role.EVERYONE,
                    "Change the brought fields of an agent; `me` is the caller. API keys may not"
                            + " change email, role, team and active.");
    CommandType<SetStatus> SET_STATUS =
            CommandType.of(
                    "agent.set_status",
                    SetStatus.class,
                    Agent.class,
                    Role.EVERYONE,
                    "Say what an agent is doing; `me` is the caller.");

    List<CommandType<? extends AgentCommand>> TYPES = List.of(CREATE, UPDATE, SET_STATUS);
}
