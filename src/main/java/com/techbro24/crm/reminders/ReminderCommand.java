package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Zone;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of reminders. */
public sealed interface ReminderCommand extends Command {
    /**
     * A new reminder.
     *
     * @param agentId the agent it reminds; null for the caller
     * @param timezone the time zone in which it recurs; null for the agent's
     */
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @Pattern(regexp = Id.PATTERN) @Nullable String agentId,
            @Pattern(regexp = Id.PATTERN) @Nullable String leadId,
            @Nullable ReminderKind kind,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String title,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String description,
            @NotNull Instant dueAt,
            @Zone @Nullable String timezone,
            @Nullable ReminderPriority priority,
            @Example("\"FREQ=WEEKLY;BYDAY=MO\"") @Recurrence @Size(max = Rrule.LENGTH_MAX)
                    @Nullable String recurrence,
            @Size(max = ReminderFields.WARNINGS_MAX) @Nullable List<@Ahead Duration> remindBefore)
            implements ReminderCommand {}

    /** Changes the provided fields. */
    record Update(@NotBlank String id, Patch<ReminderFields> fields) implements ReminderCommand {}

    record Delete(@NotBlank String id) implements ReminderCommand {}

    record Restore(@NotBlank String id) implements ReminderCommand {}

    record Complete(@NotBlank String id) implements ReminderCommand {}

    /**
     * Lets a reminder be due again later.
     *
     * @param until when it becomes due again
     */
    record Snooze(@NotBlank String id, @NotNull Instant until) implements ReminderCommand {}

    /** Fires the alerts that are due; sent by {@link ReminderClock}. */
    record Fire() implements ReminderCommand {}

    /**
     * Hands the pending reminders about a lead to its new agent; sent by {@link ReminderFollower}.
     *
     * @param fromAgentId the previous agent of the lead
     */
    record FollowLead(
            @NotBlank String leadId, @NotBlank String fromAgentId, @NotBlank String toAgentId)
            implements ReminderCommand {}

    /**
     * Updates the call-back reminder of a call; sent by {@link ReminderFollower}.
     *
     * @param agentId the agent of the call
     * @param leadId the lead of the call; null if the number matches no lead
     * @param callbackAt the promised time; null if no call-back is promised now
     */
    record FollowCall(
            @NotBlank String callId,
            @NotBlank String agentId,
            @Nullable String leadId,
            @Nullable String phone,
            @Nullable Instant callbackAt)
            implements ReminderCommand {}

    /**
     * Completes the call-back reminders of a lead that was reached; sent by {@link
     * ReminderFollower}.
     *
     * @param callId the call that reached the lead; its own call-back stays pending
     */
    record CompleteCallBacks(@NotBlank String leadId, @NotBlank String callId)
            implements ReminderCommand {}

    /**
     * The result of {@link Fire}.
     *
     * @param alerts how many alerts were handled; 0 if none was due
     */
    record Fired(int alerts) {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "reminder.create",
                    Create.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Create a reminder for yourself or for an agent you manage, optionally about"
                            + " a lead.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "reminder.update",
                    Update.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Change the provided fields of a reminder; a new dueAt restarts its series.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "reminder.delete",
                    Delete.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Delete a reminder; it can be restored.");
    CommandType<Restore> RESTORE =
            CommandType.of(
                    "reminder.restore",
                    Restore.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Restore a deleted reminder.");
    CommandType<Complete> COMPLETE =
            CommandType.of(
                    "reminder.complete",
                    Complete.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Complete a reminder; a recurring one creates its next occurrence, see"
                            + " nextReminderId.");
    CommandType<Snooze> SNOOZE =
            CommandType.of(
                    "reminder.snooze",
                    Snooze.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Snooze a reminder: it becomes due again at the given time.");
    CommandType<Fire> FIRE =
            CommandType.of(
                    "reminder.fire",
                    Fire.class,
                    Fired.class,
                    Role.NOBODY,
                    "Fire the alerts of reminders that are due. Internal.");

    CommandType<FollowLead> FOLLOW_LEAD =
            CommandType.of(
                    "reminder.follow_lead",
                    FollowLead.class,
                    Void.class,
                    Role.NOBODY,
                    "Hand the pending reminders about a lead to its new agent. Internal.");

    CommandType<FollowCall> FOLLOW_CALL =
            CommandType.of(
                    "reminder.follow_call",
                    FollowCall.class,
                    Void.class,
                    Role.NOBODY,
                    "Create, move or cancel the reminder of a promised call-back. Internal.");

    CommandType<CompleteCallBacks> COMPLETE_CALL_BACKS =
            CommandType.of(
                    "reminder.complete_call_backs",
                    CompleteCallBacks.class,
                    Void.class,
                    Role.NOBODY,
                    "Complete the call-back reminders of a lead that was reached. Internal.");

    List<CommandType<? extends ReminderCommand>> TYPES =
            List.of(
                    CREATE,
                    UPDATE,
                    DELETE,
                    RESTORE,
                    COMPLETE,
                    SNOOZE,
                    FIRE,
                    FOLLOW_LEAD,
                    FOLLOW_CALL,
                    COMPLETE_CALL_BACKS);
}
