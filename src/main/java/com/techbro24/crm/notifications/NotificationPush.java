package com.techbro24.crm.notifications;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.push.PushContent;
import com.techbro24.crm.outbound.push.PushWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a device shows of notifications, as they are when the message leaves. */
public final class NotificationPush implements PushWriter {
    private static final int LOOKED_AT_MAX = 100;
    private static final int TITLES_MAX = 3;
    private static final int TOPIC_LENGTH = 32;

    /** A notification may have the time of the change that it tells of. */
    private static final Duration EARLIER = Duration.ofSeconds(2);

    private final Database database;
    private final DeliveryReports reports;

    public NotificationPush(Database database, CommandRunner runner) {
        this.database = database;
        this.reports = new DeliveryReports(runner, Channel.PUSH);
    }

    @Override
    public Optional<PushContent> write(Tx tx, Message message, Optional<Instant> batchFrom) {
        List<Notification> wanted =
                covered(tx, message, batchFrom).stream()
                        .filter(each -> NotificationMail.unwanted(each).isEmpty())
                        .toList();
        return switch (wanted.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(one(wanted.getFirst()));
            default -> Optional.of(several(message, wanted));
        };
    }

    private static List<Notification> covered(Tx tx, Message message, Optional<Instant> batchFrom) {
        String agentId = message.agentId();
        if (batchFrom.isEmpty() || agentId == null) {
            return Optional.ofNullable(message.notificationId())
                    .flatMap(id -> NotificationStore.find(tx, id))
                    .stream()
                    .toList();
        }
        Instant from = batchFrom.get().minus(EARLIER);
        return NotificationStore.newestOf(tx, agentId, from, LOOKED_AT_MAX).stream()
                .filter(each -> each.priority() != NotificationPriority.HIGH)
                .filter(
                        each ->
                                each.deliveries().stream()
                                        .anyMatch(by -> by.channel() == Channel.PUSH))
                .toList();
    }

    private static PushContent one(Notification notification) {
        About about = notification.entity();
        return new PushContent(
                notification.id(),
                notification.title(),
                Objects.requireNonNullElse(notification.message(), ""),
                EnumNames.of(notification.type()),
                about == null ? null : about.type(),
                about == null ? null : about.id(),
                topic(notification.groupKey()),
                notification.count());
    }

    private static PushContent several(Message message, List<Notification> wanted) {
        String titles =
                wanted.stream()
                        .limit(TITLES_MAX)
                        .map(Notification::title)
                        .collect(Collectors.joining("\n"));
        return new PushContent(
                null,
                wanted.size() + " notifications",
                titles,
                EnumNames.of(wanted.getFirst().type()),
                null,
                null,
                topic(String.valueOf(message.agentId())),
                wanted.size());
    }

    /** RFC 8030, 5.4: at most 32 letters; nobody shall read the key of a group in it. */
    private static String topic(String text) {
        return Sha256.of(text).substring(0, TOPIC_LENGTH);
    }

    /** One device that got it is enough. */
    @Override
    public void ended(Message message, Optional<Instant> batchFrom, SendResult result) {
        List<String> ids =
                database.<List<Notification>>read(tx -> covered(tx, message, batchFrom)).stream()
                        .filter(each -> result instanceof SendResult.Sent || isQueued(each))
                        .map(Notification::id)
                        .toList();
        reports.note(ids, message, result);
    }

    private static boolean isQueued(Notification notification) {
        return notification.deliveries().stream()
                .anyMatch(
                        each ->
                                each.channel() == Channel.PUSH
                                        && each.status() == DeliveryStatus.QUEUED);
    }
}
