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

/** What can be asked of reminders. */
public sealed interface ReminderCommand extends Command {
    /**
     * A new reminder.
     *
     * @param agentId whom it reminds; null for the caller
     * @param timezone on whose wall clock it repeats; null for the agent's
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
            @Example("\"FREQ=WEEKLY;BYDAY=MO\"") @Recurrence @Size(max = Repetition.LENGTH_MAX)
                    @Nullable String recurrence,
            @Size(max = ReminderFields.WARNINGS_MAX) @Nullable List<@Ahead Duration> remindBefore)
            implements ReminderCommand {}

    /** Changes the brought fields. */
    record Update(@NotBlank String id, Patch<ReminderFields> fields) implements ReminderCommand {}

    /** Takes it away, until it is restored. */
    record Delete(@NotBlank String id) implements ReminderCommand {}

    /** Brings a deleted one back. */
    record Restore(@NotBlank String id) implements ReminderCommand {}

    /** It is done. */
    record Complete(@NotBlank String id) implements ReminderCommand {}

    /** It is to come again at another time. */
    record Snooze(@NotBlank String id, @NotNull Instant until) implements ReminderCommand {}

    /** Lets those make themselves heard whose time has come; given by {@link ReminderClock}. */
    record Fire() implements ReminderCommand {}

    /**
     * Lets what waits about a lead go to the agent whose lead it is now; given by {@link
     * ReminderFollower}.
     *
     * @param fromAgentId whose lead it was
     */
    record FollowLead(
            @NotBlank String leadId, @NotBlank String fromAgentId, @NotBlank String toAgentId)
            implements ReminderCommand {}

    /**
     * Brings the reminder of a promised call-back in line with its call; given by {@link
     * ReminderFollower}.
     *
     * @param agentId whose call it is
     * @param leadId with whom; null where the number is no lead's
     * @param callbackAt when the call-back was promised; null where it no longer is
     */
    record FollowCall(
            @NotBlank String callId,
            @NotBlank String agentId,
            @Nullable String leadId,
            @Nullable String phone,
            @Nullable Instant callbackAt)
            implements ReminderCommand {}

    /**
     * Completes the reminders of call-backs to a lead that was spoken to since; given by {@link
     * ReminderFollower}.
     *
     * @param callId the call in which it was spoken to
     */
    record KeepPromises(@NotBlank String leadId, @NotBlank String callId)
            implements ReminderCommand {}

    /**
     * What a {@link Fire} did.
     *
     * @param alerts how many made themselves heard; fewer than asked where none is left
     */
    record Fired(int alerts) {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "reminder.create",
                    Create.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Make a reminder, for oneself or for an agent one leads, about a lead or about"
                            + " anything.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "reminder.update",
                    Update.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Change the brought fields of a reminder; another dueAt starts its series"
                            + " anew.");
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
                    "Bring a deleted reminder back.");
    CommandType<Complete> COMPLETE =
            CommandType.of(
                    "reminder.complete",
                    Complete.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Complete a reminder; one that repeats makes its next, which nextReminderId"
                            + " names.");
    CommandType<Snooze> SNOOZE =
            CommandType.of(
                    "reminder.snooze",
                    Snooze.class,
                    Reminder.class,
                    Role.EVERYONE,
                    "Let a reminder be due again at another time.");
    CommandType<Fire> FIRE =
            CommandType.of(
                    "reminder.fire",
                    Fire.class,
                    Fired.class,
                    Role.NOBODY,
                    "Let the reminders make themselves heard whose time has come; only the program"
                            + " itself does this.");

    CommandType<FollowLead> FOLLOW_LEAD =
            CommandType.of(
                    "reminder.follow_lead",
                    FollowLead.class,
                    Void.class,
                    Role.NOBODY,
                    "Let the reminders about a lead go where the lead went; only the program itself"
                            + " does this.");

    CommandType<FollowCall> FOLLOW_CALL =
            CommandType.of(
                    "reminder.follow_call",
                    FollowCall.class,
                    Void.class,
                    Role.NOBODY,
                    "Make, move or cancel the reminder of a promised call-back; only the program"
                            + " itself does this.");

    CommandType<KeepPromises> KEEP_PROMISES =
            CommandType.of(
                    "reminder.keep_promises",
                    KeepPromises.class,
                    Void.class,
                    Role.NOBODY,
                    "Complete the reminders of call-backs to a lead that was spoken to since; only"
                            + " the program itself does this.");

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
                    KEEP_PROMISES);
}
