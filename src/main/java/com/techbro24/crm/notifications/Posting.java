package com.techbro24.crm.notifications;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a notification into an inbox: drops duplicates, groups floods, and delivers new ones. */
final class Posting {
    private final NotificationSettings settings;
    private final Map<Channel, Sender> senders = new EnumMap<>(Channel.class);

    Posting(NotificationSettings settings, List<Sender> senders) {
        this.settings = settings;
        senders.forEach(sender -> this.senders.put(sender.channel(), sender));
    }

    Outcome post(Tx tx, Notification requested, @Nullable String creationHash, Instant now) {
        if (requested.dedupKey() != null) {
            Optional<Notification> duplicate =
                    NotificationStore.duplicate(
                            tx,
                            requested.agentId(),
                            requested.dedupKey(),
                            now.minus(settings.dedupWindow()));
            if (duplicate.isPresent()) {
                return Outcome.unchanged(duplicate.get());
            }
        }
        Optional<Notification> group = group(tx, requested, now);
        return group.isPresent()
                ? addToGroup(tx, group.get(), requested, now)
                : insert(tx, requested, creationHash, now);
    }

    /** The notification to group this one into, if the group has reached its limit. */
    private Optional<Notification> group(Tx tx, Notification requested, Instant now) {
        if (requested.priority() == NotificationPriority.HIGH) {
            return Optional.empty();
        }
        List<Notification> unread =
                NotificationStore.unreadInGroup(
                        tx,
                        requested.agentId(),
                        requested.groupKey(),
                        now.minus(settings.floodWindow()),
                        settings.floodAfter());
        boolean full = unread.size() >= settings.floodAfter() || isGrouped(unread);
        return full ? Optional.of(unread.getFirst()) : Optional.empty();
    }

    /** Grouping continues even if the other notifications of the group were read. */
    private static boolean isGrouped(List<Notification> unread) {
        return !unread.isEmpty() && unread.getFirst().count() > 1;
    }

    private static Outcome addToGroup(
            Tx tx, Notification group, Notification requested, Instant now) {
        Notification grouped = group.groupedWith(requested, now);
        NotificationStore.update(tx, group, grouped);
        var seen = NotificationStore.visibility(tx, group.agentId());
        return Outcome.changed(
                grouped,
                Draft.changed(
                        NotificationChange.UPDATED, Notification.TYPE, group, grouped, seen, seen));
    }

    private Outcome insert(
            Tx tx, Notification requested, @Nullable String creationHash, Instant now) {
        Notification created = deliver(tx, requested, now);
        NotificationStore.insert(tx, created, creationHash);
        return Outcome.created(
                created,
                Draft.created(
                        NotificationChange.CREATED,
                        Notification.TYPE,
                        created,
                        NotificationStore.visibility(tx, created.agentId())));
    }

    /** Hands a new notification to the senders of the agent's channels. */
    Notification deliver(Tx tx, Notification requested, Instant now) {
        NotificationPreferences preferences =
                NotificationPreferencesStore.get(tx, requested.agentId());
        List<Channel> channels = preferences.channels().of(requested.type());
        boolean quiet =
                preferences.quietHours() != null
                        && preferences.isQuiet(
                                requested.priority(), now, zone(tx, requested.agentId()));
        List<Delivery> deliveries = new ArrayList<>(channels.size());
        for (Channel channel : channels) {
            Sender sender = senders.get(channel);
            if (sender == null) {
                deliveries.add(Delivery.suppressed(channel, "This channel is not configured."));
            } else if (quiet) {
                deliveries.add(Delivery.suppressed(channel, "Quiet hours."));
            } else {
                deliveries.add(sender.accept(tx, requested));
            }
        }
        return requested.withDeliveries(List.copyOf(deliveries), channels.contains(Channel.IN_APP));
    }

    private ZoneId zone(Tx tx, String agentId) {
        return AgentStore.find(tx, agentId)
                .map(Agent::timezone)
                .map(ZoneId::of)
                .orElse(settings.zone());
    }
}
