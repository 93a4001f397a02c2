package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of notifications. */
public sealed interface NotificationCommand extends Command {
    /** The longest dedupKey or groupKey. */
    int KEY_LENGTH_MAX = 200;

    /**
     * A new notification.
     *
     * @param agentId the recipient; null for the caller
     * @param groupKey the key for grouping; null for its type and title
     */
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @Pattern(regexp = Id.PATTERN) @Nullable String agentId,
            @NotNull NotificationType type,
            @Nullable NotificationPriority priority,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String title,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String message,
            @Nullable About entity,
            @Example("\"offer-17\"") @Size(min = 1, max = KEY_LENGTH_MAX) @Nullable String dedupKey,
            @Example("\"offers\"") @Size(min = 1, max = KEY_LENGTH_MAX) @Nullable String groupKey)
            implements NotificationCommand {}

    record Read(@NotBlank String id) implements NotificationCommand {}

    record Unread(@NotBlank String id) implements NotificationCommand {}

    record ReadAll(@NotBlank String agentId) implements NotificationCommand {}

    /**
     * Hides a notification for a time.
     *
     * @param until when it becomes unread again
     */
    record Snooze(@NotBlank String id, @NotNull Instant until) implements NotificationCommand {}

    record Delete(@NotBlank String id) implements NotificationCommand {}

    record Restore(@NotBlank String id) implements NotificationCommand {}

    /**
     * A notification to many agents.
     *
     * @param role the recipients' role; null for every role
     * @param team the recipients' team; null for every team the caller manages
     */
    record SendSystem(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @Nullable NotificationPriority priority,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String title,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String message,
            @Nullable Role role,
            @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String team)
            implements NotificationCommand {}

    /** The preferences of an agent. */
    record SetPreferences(@NotBlank String agentId, Patch<NotificationPreferencesFields> fields)
            implements NotificationCommand {}

    /** The rule of a type of notifications. */
    record SetRule(@NotBlank String name, Patch<NotificationRuleFields> fields)
            implements NotificationCommand {}

    /** The next step of a system notification; sent by {@link NotificationClock}. */
    record ContinueBroadcast(@NotBlank String id) implements NotificationCommand {}

    /** The result of a queued delivery; sent by the {@link Sender} of the channel. */
    record RecordDelivery(
            @NotBlank String id,
            @NotNull Channel channel,
            @NotNull DeliveryStatus status,
            int attempts,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String error)
            implements NotificationCommand {}

    /** Deletes a batch of notifications past their retention; sent by {@link NotificationClock}. */
    record Purge() implements NotificationCommand {}

    /** The result of {@link Purge}. */
    record Purged(int notifications) {}

    CommandType<Create> CREATE =
            of(
                    "create",
                    Create.class,
                    Notification.class,
                    "Notify yourself or an agent you manage.");
    CommandType<Read> READ =
            of("read", Read.class, Notification.class, "Mark a notification as read.");
    CommandType<Unread> UNREAD =
            of("unread", Unread.class, Notification.class, "Mark a notification as unread.");
    CommandType<ReadAll> READ_ALL =
            of(
                    "read_all",
                    ReadAll.class,
                    Inbox.class,
                    "Mark all of an agent's notifications as read; this is one change.");
    CommandType<Snooze> SNOOZE =
            of("snooze", Snooze.class, Notification.class, "Snooze a notification.");
    CommandType<Delete> DELETE =
            of("delete", Delete.class, Notification.class, "Delete a notification.");
    CommandType<Restore> RESTORE =
            of("restore", Restore.class, Notification.class, "Restore a deleted notification.");
    CommandType<SendSystem> SEND_SYSTEM =
            CommandType.of(
                    "notification.send_system",
                    SendSystem.class,
                    Broadcast.class,
                    Role.MANAGERS,
                    "Notify everyone, a role or a team; it is sent in steps.");
    CommandType<SetPreferences> SET_PREFERENCES =
            of(
                    "set_preferences",
                    SetPreferences.class,
                    NotificationPreferences.class,
                    "Set an agent's channels per notification type, and its quiet hours.");
    CommandType<SetRule> SET_RULE =
            admins("set_rule", SetRule.class, NotificationRule.class, "Change a rule.");
    CommandType<ContinueBroadcast> CONTINUE_BROADCAST =
            internal(
                    "continue_broadcast",
                    ContinueBroadcast.class,
                    Broadcast.class,
                    "Run the next step of a system notification. Internal.");
    CommandType<RecordDelivery> RECORD_DELIVERY =
            internal(
                    "record_delivery",
                    RecordDelivery.class,
                    Notification.class,
                    "Record the result of a delivery. Internal.");
    CommandType<Purge> PURGE =
            internal("purge", Purge.class, Purged.class, "Delete old notifications. Internal.");

    List<CommandType<? extends NotificationCommand>> TYPES =
            List.of(
                    CREATE,
                    READ,
                    UNREAD,
                    READ_ALL,
                    SNOOZE,
                    DELETE,
                    RESTORE,
                    SEND_SYSTEM,
                    SET_PREFERENCES,
                    SET_RULE,
                    CONTINUE_BROADCAST,
                    RECORD_DELIVERY,
                    PURGE);

    private static <C extends NotificationCommand> CommandType<C> of(
            String name, Class<C> type, Class<?> reply, String summary) {
        return CommandType.of("notification." + name, type, reply, Role.EVERYONE, summary);
    }

    private static <C extends NotificationCommand> CommandType<C> admins(
            String name, Class<C> type, Class<?> reply, String summary) {
        return CommandType.of("notification." + name, type, reply, Role.ADMINS, summary);
    }

    private static <C extends NotificationCommand> CommandType<C> internal(
            String name, Class<C> type, Class<?> reply, String summary) {
        return CommandType.of("notification." + name, type, reply, Role.NOBODY, summary);
    }
}
