package com.techbro24.crm.leads;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Phone;
import com.techbro24.crm.base.Zone;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of leads. */
public sealed interface LeadCommand extends Command {
    /**
     * A new lead; an agent's own is assigned to it.
     *
     * @param score sets it by hand; null leaves it to the rules
     * @param allowDuplicate makes it although its telephone number or email stands already
     */
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
            @Phone @Size(max = Limits.PHONE_LENGTH_MAX) @Nullable String phone,
            @Email @Size(max = Limits.EMAIL_LENGTH_MAX) @Nullable String email,
            @Example("\"Analytical Engines Ltd\"") @Size(max = Limits.NAME_LENGTH_MAX)
                    @Nullable String company,
            @Example("\"website\"") @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String source,
            @Nullable LeadStatus status,
            @Nullable LeadPriority priority,
            @Min(0) @Max(LeadFields.SCORE_MAX) @Nullable Integer score,
            @Pattern(regexp = Id.PATTERN) @Nullable String assignedAgentId,
            @Size(max = Limits.TAGS_MAX)
                    @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String>
                            requiredSkills,
            @Size(max = Limits.TAGS_MAX) @Example("[\"vip\"]")
                    @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> tags,
            @Size(max = Limits.CUSTOM_FIELDS_MAX)
                    @Nullable
                            Map<
                                    @Pattern(
                                            regexp = LeadFields.CUSTOM_NAME,
                                            message = LeadFields.CUSTOM_NAME_SAID)
                                    String,
                                    @Nullable Object>
                            customFields,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String notes,
            @Zone @Nullable String timezone,
            @Nullable Boolean doNotCall,
            @Nullable Consent consent,
            @DecimalMin("0") @Digits(integer = LeadFields.VALUE_DIGITS, fraction = 4)
                    @Nullable BigDecimal value,
            @Pattern(regexp = LeadFields.CURRENCY, message = LeadFields.CURRENCY_SAID)
                    @Nullable String currency,
            @Nullable Instant nextFollowUpAt,
            @Example("null") @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String lostReason,
            @Nullable Boolean allowDuplicate)
            implements LeadCommand {}

    /** Changes the brought fields; a status among them takes a step, an agent assigns. */
    record Update(@NotBlank String id, Patch<LeadFields> fields, @Nullable Boolean allowDuplicate)
            implements LeadCommand {}

    /**
     * Takes a step.
     *
     * @param reason why it is lost or unqualified, or why a manager takes back a sale
     */
    @Example("{\"status\":\"lost\",\"reason\":\"Took another offer\"}")
    record SetStatus(
            @NotBlank String id,
            @NotNull LeadStatus status,
            @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String reason)
            implements LeadCommand {}

    /** Gives a lead to an agent, by name or by a strategy: exactly one of both is brought. */
    @Example("{\"agentId\":\"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17\"}")
    record Assign(@NotBlank String id, Patch<Target> to) implements LeadCommand {}

    /**
     * To whom a lead is given.
     *
     * @param agentId null, where it is brought, returns the lead to the pool
     * @param strategy among the active agents who have room and the lead's skills: first those at
     *     work, which is neither on a break nor offline, then the others; where there is none, the
     *     lead waits in the backlog until one becomes available
     * @param availableOnly whether those who are not at work are left out
     */
    record Target(
            @Pattern(regexp = Id.PATTERN) @Nullable String agentId,
            @NotNull AssignStrategy strategy,
            @NotNull Boolean availableOnly) {}

    /** Gives an agent some of the backlog that it can take; given by {@link BacklogFollower}. */
    record TakeBacklog(@NotBlank String agentId) implements LeadCommand {}

    /** Derives again what some leads had from an older version; given by {@link LeadDerivation}. */
    record DeriveAgain() implements LeadCommand {}

    /** How many leads a {@link TakeBacklog} gave. */
    record Taken(int leads) {}

    /** Adds tags to a lead; those that it has already stay as they are. */
    record AddTags(
            @NotBlank String id,
            @NotNull @Size(min = 1, max = Limits.TAGS_MAX) @Example("[\"vip\"]")
                    List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> tags)
            implements LeadCommand {}

    /** Takes a tag from a lead, in whatever spelling. */
    record RemoveTag(@NotBlank String id, @NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String tag)
            implements LeadCommand {}

    /**
     * Merges another lead into this one, which keeps its own values and takes over what it lacks.
     *
     * @param duplicateId the lead that goes: its calls, reminders and history come along, it is
     *     deleted, and points here by its mergedIntoId
     */
    record Merge(@NotBlank String id, @NotBlank @Pattern(regexp = Id.PATTERN) String duplicateId)
            implements LeadCommand {}

    /** Takes a lead out of every list; it can be restored. */
    record Delete(@NotBlank String id) implements LeadCommand {}

    /**
     * Brings a deleted lead back.
     *
     * @param allowDuplicate although its telephone number or email stands by now
     */
    record Restore(@NotBlank String id, @Nullable Boolean allowDuplicate) implements LeadCommand {}

    CommandType<Create> CREATE =
            CommandType.of("lead.create", Create.class, Lead.class, Role.EVERYONE, "Make a lead.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "lead.update",
                    Update.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Change the brought fields of a lead.");
    CommandType<SetStatus> SET_STATUS =
            CommandType.of(
                    "lead.set_status",
                    SetStatus.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Take a lead a step further, or give it up; a manager takes back a sale that"
                            + " was none, with the reason.");
    CommandType<Assign> ASSIGN =
            CommandType.of(
                    "lead.assign",
                    Assign.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Give a lead to an agent, by name or by a strategy; one that no agent can take"
                            + " waits in the backlog.");
    CommandType<AddTags> ADD_TAGS =
            CommandType.of(
                    "lead.add_tags",
                    AddTags.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Add tags to a lead; it keeps those that it has.");
    CommandType<RemoveTag> REMOVE_TAG =
            CommandType.of(
                    "lead.remove_tag",
                    RemoveTag.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Take a tag from a lead.");
    CommandType<Merge> MERGE =
            CommandType.of(
                    "lead.merge",
                    Merge.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Merge another lead into this one: its calls, reminders and history come along,"
                            + " and what this one lacks is taken from it.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "lead.delete", Delete.class, Lead.class, Role.EVERYONE, "Delete a lead.");
    CommandType<Restore> RESTORE =
            CommandType.of(
                    "lead.restore",
                    Restore.class,
                    Lead.class,
                    Role.MANAGERS,
                    "Bring a deleted lead back.");

    CommandType<TakeBacklog> TAKE_BACKLOG =
            CommandType.of(
                    "lead.take_backlog",
                    TakeBacklog.class,
                    Taken.class,
                    Role.NOBODY,
                    "Give an agent some of the backlog; only the program itself does this.");

    CommandType<DeriveAgain> DERIVE_AGAIN =
            CommandType.of(
                    "lead.derive_again",
                    DeriveAgain.class,
                    Void.class,
                    Role.NOBODY,
                    "Derive again what some leads had from an older version; only the program"
                            + " itself does this.");

    List<CommandType<? extends LeadCommand>> TYPES =
            List.of(
                    CREATE,
                    UPDATE,
                    SET_STATUS,
                    ASSIGN,
                    ADD_TAGS,
                    REMOVE_TAG,
                    MERGE,
                    DELETE,
                    RESTORE,
                    TAKE_BACKLOG,
                    DERIVE_AGAIN);
}
