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

/** The commands of agents. */
public sealed interface AgentCommand extends Command {
    /**
     * A new agent and its account.
     *
     * @param password in plain text; null for an account without a password
     */
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
            @NotBlank @Email @Size(max = Limits.EMAIL_LENGTH_MAX) String email,
            @Phone @Size(max = Limits.PHONE_LENGTH_MAX) @Nullable String phone,
            @NotNull Role role,
            @Pattern(regexp = AgentFields.TEAM, message = AgentFields.TEAM_MESSAGE)
                    @Nullable String team,
            @Zone @Nullable String timezone,
            @Size(max = Limits.TAGS_MAX) @Example("[\"german\"]")
                    @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> skills,
            @Min(0) @Max(AgentFields.CAPACITY_MAX) @Nullable Integer capacity,
            @Nullable Boolean active,
            @Verbatim @Password @Size(min = Passwords.LENGTH_MIN, max = Passwords.LENGTH_MAX)
                    @Nullable String password)
            implements AgentCommand {
        Create withoutPassword() {
            return new Create(
                    id, name, email, phone, role, team, timezone, skills, capacity, active, null);
        }

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Create[" + email + "]";
        }
    }

    /** Changes the given fields; see package-info for who may change which. */
    record Update(@NotBlank String id, Patch<AgentFields> fields) implements AgentCommand {}

    /** Sets an agent's status. */
    record SetStatus(@NotBlank String id, @NotNull AgentStatus status) implements AgentCommand {}

    /**
     * Sets a password on the command line, and ends the agent's sessions and API keys.
     *
     * @param passwordHash made by the command line, so that the password itself is never stored
     */
    record ResetPassword(@NotBlank String agentId, @NotBlank String passwordHash)
            implements AgentCommand {
        /** Keeps the hash out of logs. */
        @Override
        public String toString() {
            return "ResetPassword[" + agentId + "]";
        }
    }

    CommandType<Create> CREATE =
            CommandType.of(
                    "agent.create",
                    Create.class,
                    Agent.class,
                    Role.ADMINS,
                    "Create an agent with its account. Not with an API key.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "agent.update",
                    Update.class,
                    Agent.class,
                    Role.EVERYONE,
                    "Change the given fields of an agent; `me` is the caller. API keys cannot change email, role, team and active.");
    CommandType<SetStatus> SET_STATUS =
            CommandType.of(
                    "agent.set_status",
                    SetStatus.class,
                    Agent.class,
                    Role.EVERYONE,
                    "Set an agent's status; `me` is the caller.");

    CommandType<ResetPassword> RESET_PASSWORD =
            CommandType.of(
                    "agent.reset_password",
                    ResetPassword.class,
                    Agent.class,
                    Role.NOBODY,
                    "Set a password on the command line. Internal.");

    List<CommandType<? extends AgentCommand>> TYPES =
            List.of(CREATE, UPDATE, SET_STATUS, RESET_PASSWORD);
}
