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
import com.techbro24.crm.leads.customfields.CustomFieldFields;
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

/** The commands of leads. */
public sealed interface LeadCommand extends Command {
    /**
     * A new lead; if an agent creates it, it is assigned to this agent.
     *
     * @param score sets the score manually; null leaves it to the rules
     * @param allowDuplicate creates it even if a lead with this telephone number or email exists
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
                                            regexp = CustomFieldFields.NAME,
                                            message = CustomFieldFields.NAME_RULE)
                                    String,
                                    @Nullable Object>
                            customFields,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String notes,
            @Zone @Nullable String timezone,
            @Nullable Boolean doNotCall,
            @Nullable Consent consent,
            @DecimalMin("0") @Digits(integer = LeadFields.VALUE_DIGITS, fraction = 4)
                    @Nullable BigDecimal value,
            @Pattern(regexp = LeadFields.CURRENCY, message = LeadFields.CURRENCY_RULE)
                    @Nullable String currency,
            @Nullable Instant nextFollowUpAt,
            @Example("null") @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String lostReason,
            @Nullable Boolean allowDuplicate)
            implements LeadCommand {}

    /** Changes the provided fields; a new status is a transition, a new agent an assignment. */
    record Update(@NotBlank String id, Patch<LeadFields> fields, @Nullable Boolean allowDuplicate)
            implements LeadCommand {}

    /**
     * Changes the status.
     *
     * @param reason why it is lost or unqualified, or why a manager revokes a sale
     */
    @Example("{\"status\":\"lost\",\"reason\":\"Took another offer\"}")
    record SetStatus(
            @NotBlank String id,
            @NotNull LeadStatus status,
            @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String reason)
            implements LeadCommand {}

    /** Assigns a lead to an agent, by id or by a strategy: exactly one of both is provided. */
    @Example("{\"agentId\":\"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17\"}")
    record Assign(@NotBlank String id, Patch<Target> to) implements LeadCommand {}

    /**
     * The target of an assignment.
     *
     * @param agentId the agent; an explicit null returns the lead to the pool
     * @param strategy selects among active agents below their capacity who have the required
     *     skills: first those at work (not on a break or offline), then the others; if there is
     *     none, the lead waits in the backlog until one becomes available
     * @param availableOnly whether to exclude agents who are not at work
     */
    record Target(
            @Pattern(regexp = Id.PATTERN) @Nullable String agentId,
            @NotNull AssignStrategy strategy,
            @NotNull Boolean availableOnly) {}

    /** Assigns leads from the backlog to an agent; sent by {@link BacklogFollower}. */
    record DrainBacklog(@NotBlank String agentId) implements LeadCommand {}

    /** Recomputes the derived columns of a batch of leads; sent by {@link LeadDerivation}. */
    record RecomputeDerived() implements LeadCommand {}

    /** The number of leads that {@link DrainBacklog} assigned. */
    record Drained(int leads) {}

    /** Tags to add to those of a lead. */
    record AddTags(
            @NotBlank String id,
            @NotNull @Size(min = 1, max = Limits.TAGS_MAX) @Example("[\"vip\"]")
                    List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> tags)
            implements LeadCommand {}

    /** Removes a tag, ignoring case and accents. */
    record RemoveTag(@NotBlank String id, @NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String tag)
            implements LeadCommand {}

    /**
     * Merges another lead into this one, which keeps its own values and fills in missing ones.
     *
     * @param duplicateId the lead to merge: its calls, reminders and history move here; it is
     *     deleted, and its mergedIntoId refers to this lead
     */
    record Merge(@NotBlank String id, @NotBlank @Pattern(regexp = Id.PATTERN) String duplicateId)
            implements LeadCommand {}

    /** Soft-deletes a lead; it can be restored. */
    record Delete(@NotBlank String id) implements LeadCommand {}

    /**
     * Restores a deleted lead.
     *
     * @param allowDuplicate restores it even if another lead now has its telephone number or email
     */
    record Restore(@NotBlank String id, @Nullable Boolean allowDuplicate) implements LeadCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "lead.create", Create.class, Lead.class, Role.EVERYONE, "Create a lead.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "lead.update",
                    Update.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Change the provided fields of a lead.");
    CommandType<SetStatus> SET_STATUS =
            CommandType.of(
                    "lead.set_status",
                    SetStatus.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Change the status of a lead. A manager can revoke a sale that was recorded"
                            + " by mistake, with a reason.");
    CommandType<Assign> ASSIGN =
            CommandType.of(
                    "lead.assign",
                    Assign.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Assign a lead to an agent, by id or by a strategy; if no agent can take it,"
                            + " it waits in the backlog.");
    CommandType<AddTags> ADD_TAGS =
            CommandType.of(
                    "lead.add_tags",
                    AddTags.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Add tags to a lead; existing tags stay.");
    CommandType<RemoveTag> REMOVE_TAG =
            CommandType.of(
                    "lead.remove_tag",
                    RemoveTag.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Remove a tag from a lead.");
    CommandType<Merge> MERGE =
            CommandType.of(
                    "lead.merge",
                    Merge.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Merge another lead into this one: its calls, reminders and history move,"
                            + " and missing values are filled in from it.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "lead.delete", Delete.class, Lead.class, Role.EVERYONE, "Delete a lead.");
    CommandType<Restore> RESTORE =
            CommandType.of(
                    "lead.restore",
                    Restore.class,
                    Lead.class,
                    Role.MANAGERS,
                    "Restore a deleted lead.");

    CommandType<DrainBacklog> DRAIN_BACKLOG =
            CommandType.of(
                    "lead.drain_backlog",
                    DrainBacklog.class,
                    Drained.class,
                    Role.NOBODY,
                    "Assign leads from the backlog to an agent. Internal.");

    CommandType<RecomputeDerived> RECOMPUTE_DERIVED =
            CommandType.of(
                    "lead.recompute_derived",
                    RecomputeDerived.class,
                    Void.class,
                    Role.NOBODY,
                    "Recompute the derived columns of a batch of leads. Internal.");

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
                    DRAIN_BACKLOG,
                    RECOMPUTE_DERIVED);
}
