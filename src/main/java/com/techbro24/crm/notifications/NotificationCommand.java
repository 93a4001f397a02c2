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

/** What can be asked of notifications. */
public sealed interface NotificationCommand extends Command {
    /** How long a key may be. */
    int KEY_LENGTH_MAX = 200;

    /**
     * A new notification.
     *
     * @param agentId who should know; null for the caller
     * @param groupKey by which many of one kind are known; null for its type and title
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

    /** Its agent has seen it. */
    record Read(@NotBlank String id) implements NotificationCommand {}

    /** As if its agent had not seen it. */
    record Unread(@NotBlank String id) implements NotificationCommand {}

    /** An agent has seen all of its notifications. */
    record ReadAll(@NotBlank String agentId) implements NotificationCommand {}

    /** Out of the way for a time. */
    record Snooze(@NotBlank String id, @NotNull Instant until) implements NotificationCommand {}

    /** Takes it away, until it is restored. */
    record Delete(@NotBlank String id) implements NotificationCommand {}

    /** Brings a deleted one back. */
    record Restore(@NotBlank String id) implements NotificationCommand {}

    /**
     * A notification to many.
     *
     * @param role to all of a role; null for every role
     * @param team to all of a team; null for every team that the caller leads
     */
    record SendSystem(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @Nullable NotificationPriority priority,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String title,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String message,
            @Nullable Role role,
            @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String team)
            implements NotificationCommand {}

    /** How an agent wants its notifications from now on. */
    record SetPreferences(@NotBlank String agentId, Patch<NotificationPreferencesFields> fields)
            implements NotificationCommand {}

    /** Changes a rule. */
    record SetRule(@NotBlank String name, Patch<NotificationRuleFields> fields)
            implements NotificationCommand {}

    /** The next step of a system notification; given by {@link NotificationClock}. */
    record ContinueBroadcast(@NotBlank String id) implements NotificationCommand {}

    /** What became of a delivery that was queued; given by the channel's sender. */
    record RecordDelivery(
            @NotBlank String id,
            @NotNull Channel channel,
            @NotNull DeliveryStatus status,
            int attempts,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String error)
            implements NotificationCommand {}

    /** Forgets some of what is past its retention; given by {@link NotificationClock}. */
    record Purge() implements NotificationCommand {}

    /** What a {@link Purge} did. */
    record Purged(int notifications) {}

    CommandType<Create> CREATE =
            of("create", Create.class, Notification.class, "Notify oneself or an agent one leads.");
    CommandType<Read> READ =
            of("read", Read.class, Notification.class, "Mark a notification as read.");
    CommandType<Unread> UNREAD =
            of("unread", Unread.class, Notification.class, "Mark a notification as unread.");
    CommandType<ReadAll> READ_ALL =
            of(
                    "read_all",
                    ReadAll.class,
                    Inbox.class,
                    "Mark all of an agent's notifications as read; one change tells it.");
    CommandType<Snooze> SNOOZE =
            of("snooze", Snooze.class, Notification.class, "Put a notification off.");
    CommandType<Delete> DELETE =
            of("delete", Delete.class, Notification.class, "Delete a notification.");
    CommandType<Restore> RESTORE =
            of("restore", Restore.class, Notification.class, "Bring a deleted notification back.");
    CommandType<SendSystem> SEND_SYSTEM =
            CommandType.of(
                    "notification.send_system",
                    SendSystem.class,
                    Broadcast.class,
                    Role.MANAGERS,
                    "Notify everyone, a role or a team; it goes out in steps.");
    CommandType<SetPreferences> SET_PREFERENCES =
            of(
                    "set_preferences",
                    SetPreferences.class,
                    NotificationPreferences.class,
                    "Say on which channels an agent wants which type, and when it wants quiet.");
    CommandType<SetRule> SET_RULE =
            admins("set_rule", SetRule.class, NotificationRule.class, "Change a rule.");
    CommandType<ContinueBroadcast> CONTINUE_BROADCAST =
            ofTheProgram(
                    "continue_broadcast",
                    ContinueBroadcast.class,
                    Broadcast.class,
                    "Take the next step of a system notification; only the program itself does"
                            + " this.");
    CommandType<RecordDelivery> RECORD_DELIVERY =
            ofTheProgram(
                    "record_delivery",
                    RecordDelivery.class,
                    Notification.class,
                    "Say what became of a delivery; only the program itself does this.");
    CommandType<Purge> PURGE =
            ofTheProgram(
                    "purge",
                    Purge.class,
                    Purged.class,
                    "Forget old notifications; only the program itself does this.");

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

    private static <C extends NotificationCommand> CommandType<C> ofTheProgram(
            String name, Class<C> type, Class<?> reply, String summary) {
        return CommandType.of("notification." + name, type, reply, Role.NOBODY, summary);
    }
}
