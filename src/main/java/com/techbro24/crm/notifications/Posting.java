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

/** How a new notification comes into an inbox: told before, one of many, or new on its channels. */
final class Posting {
    private final NotificationSettings settings;
    private final Map<Channel, Sender> senders = new EnumMap<>(Channel.class);

    Posting(NotificationSettings settings, List<Sender> senders) {
        this.settings = settings;
        senders.forEach(sender -> this.senders.put(sender.channel(), sender));
    }

    Outcome post(Tx tx, Notification wanted, @Nullable String creationHash, Instant now) {
        if (wanted.dedupKey() != null) {
            Optional<Notification> told =
                    NotificationStore.told(
                            tx,
                            wanted.agentId(),
                            wanted.dedupKey(),
                            now.minus(settings.dedupWindow()));
            if (told.isPresent()) {
                return Outcome.unchanged(told.get());
            }
        }
        Optional<Notification> crowd = crowd(tx, wanted, now);
        return crowd.isPresent()
                ? grow(tx, crowd.get(), wanted, now)
                : insert(tx, wanted, creationHash, now);
    }

    /** The one that stands for the others of its kind, where there are many already. */
    private Optional<Notification> crowd(Tx tx, Notification wanted, Instant now) {
        if (wanted.priority() == NotificationPriority.HIGH) {
            return Optional.empty();
        }
        List<Notification> kind =
                NotificationStore.unreadOfKind(
                        tx,
                        wanted.agentId(),
                        wanted.groupKey(),
                        now.minus(settings.floodWindow()),
                        settings.floodAfter());
        boolean crowded = kind.size() >= settings.floodAfter() || isGrown(kind);
        return crowded ? Optional.of(kind.getFirst()) : Optional.empty();
    }

    /** One that stands for many already takes the next ones too, though the others were read. */
    private static boolean isGrown(List<Notification> kind) {
        return !kind.isEmpty() && kind.getFirst().count() > 1;
    }

    private static Outcome grow(Tx tx, Notification crowd, Notification wanted, Instant now) {
        Notification grown = crowd.grownBy(wanted, now);
        NotificationStore.update(tx, crowd, grown);
        var seen = NotificationStore.visibility(tx, crowd.agentId());
        return Outcome.changed(
                grown,
                Draft.changed(
                        NotificationChange.UPDATED, Notification.TYPE, crowd, grown, seen, seen));
    }

    private Outcome insert(Tx tx, Notification wanted, @Nullable String creationHash, Instant now) {
        Notification made = take(tx, wanted, now);
        NotificationStore.insert(tx, made, creationHash);
        return Outcome.created(
                made,
                Draft.created(
                        NotificationChange.CREATED,
                        Notification.TYPE,
                        made,
                        NotificationStore.visibility(tx, made.agentId())));
    }

    /** Hands a new notification to the channels that its agent wants it on. */
    Notification take(Tx tx, Notification wanted, Instant now) {
        NotificationPreferences preferences =
                NotificationPreferencesStore.get(tx, wanted.agentId());
        List<Channel> channels = preferences.channels().of(wanted.type());
        boolean quiet =
                preferences.quietHours() != null
                        && preferences.isQuiet(wanted.priority(), now, zone(tx, wanted.agentId()));
        List<Delivery> taken = new ArrayList<>(channels.size());
        for (Channel channel : channels) {
            Sender sender = senders.get(channel);
            if (sender == null) {
                taken.add(Delivery.suppressed(channel, "This channel is not set up."));
            } else if (quiet) {
                taken.add(Delivery.suppressed(channel, "Quiet hours."));
            } else {
                taken.add(sender.take(tx, wanted));
            }
        }
        return wanted.taken(List.copyOf(taken), channels.contains(Channel.IN_APP));
    }

    private ZoneId zone(Tx tx, String agentId) {
        return AgentStore.find(tx, agentId)
                .map(Agent::timezone)
                .map(ZoneId::of)
                .orElse(settings.zone());
    }
}
