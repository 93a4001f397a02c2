package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Notes on notifications what became of them on a channel, and takes it from types of them. */
final class DeliveryReports {
    private final CommandRunner runner;
    private final Channel channel;

    DeliveryReports(CommandRunner runner, Channel channel) {
        this.runner = runner;
        this.channel = channel;
    }

    /** Does not wait: a notification that is deleted meanwhile needs no note. */
    void note(List<String> notificationIds, Message message, SendResult result) {
        for (String id : notificationIds) {
            var _ = runner.submit(Submission.of(record(id, message, result), Caller.SYSTEM));
        }
    }

    private NotificationCommand.RecordDelivery record(
            String id, Message message, SendResult result) {
        return switch (result) {
            case SendResult.Sent _ -> record(id, message, DeliveryStatus.SENT, null);
            case SendResult.Suppressed dropped ->
                    record(id, message, DeliveryStatus.SUPPRESSED, dropped.reason());
            case SendResult.Refused refused ->
                    record(id, message, DeliveryStatus.FAILED, refused.reason());
            case SendResult.Later later ->
                    record(id, message, DeliveryStatus.FAILED, later.reason());
            case SendResult.Postponed _ -> record(id, message, DeliveryStatus.QUEUED, null);
        };
    }

    private NotificationCommand.RecordDelivery record(
            String id, Message message, DeliveryStatus status, @Nullable String error) {
        return new NotificationCommand.RecordDelivery(
                id, channel, status, message.attempts(), error);
    }

    /** Takes the channel from the types; the other channels stay. */
    void withoutChannel(Tx tx, String agentId, Predicate<NotificationType> which) {
        ChannelChoice chosen = NotificationPreferencesStore.get(tx, agentId).channels();
        ChannelChoice after =
                new ChannelChoice(
                        left(chosen, NotificationType.CALL, which),
                        left(chosen, NotificationType.REMINDER, which),
                        left(chosen, NotificationType.LEAD, which),
                        left(chosen, NotificationType.SYSTEM, which),
                        left(chosen, NotificationType.ALERT, which));
        var fields = new NotificationPreferencesFields(after, null, null);
        var _ =
                runner.run(
                        tx,
                        Submission.of(
                                new NotificationCommand.SetPreferences(
                                        agentId, new Patch<>(fields, Set.of("channels"))),
                                Caller.SYSTEM));
    }

    private List<Channel> left(
            ChannelChoice chosen, NotificationType type, Predicate<NotificationType> which) {
        List<Channel> channels = new ArrayList<>(chosen.of(type));
        if (which.test(type) && channels.remove(channel) && channels.isEmpty()) {
            channels.add(Channel.IN_APP);
        }
        return channels;
    }
}
