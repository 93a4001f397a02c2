package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Outbox;
import com.techbro24.crm.outbound.Suppressions;
import com.techbro24.crm.outbound.mail.EmailMessages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Queues mails: one for a notification, or one for all of a window. */
public final class EmailSender implements Sender {
    /** The commits of a window's last notifications come a little after its end. */
    private static final Duration AFTER_WINDOW = Duration.ofSeconds(5);

    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param zone of agents without one
     */
    public EmailSender(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Delivery accept(Tx tx, Notification notification) {
        Optional<Account> account = AccountStore.find(tx, notification.agentId());
        if (account.isEmpty()) {
            return Delivery.suppressed(Channel.EMAIL, "The agent has no account.");
        }
        String address = account.get().email();
        Optional<String> refused = Suppressions.find(tx, EmailMessages.CHANNEL, address);
        if (refused.isPresent()) {
            return Delivery.suppressed(Channel.EMAIL, refused.get());
        }
        EmailTiming timing = timing(tx, notification);
        // The time of the notification may be that of an older change, whose window has ended.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (timing == EmailTiming.IMMEDIATE) {
            var _ =
                    Outbox.add(
                            tx,
                            EmailMessages.of(
                                            NotificationMail.KIND,
                                            address,
                                            Map.of("type", EnumNames.of(notification.type())))
                                    .ofNotification(notification.id())
                                    .ofAgent(notification.agentId()),
                            now);
        } else {
            addToWindow(tx, notification.agentId(), address, timing, now);
        }
        return new Delivery(Channel.EMAIL, DeliveryStatus.QUEUED, 0, null);
    }

    /** What is urgent does not wait for others. */
    static EmailTiming timing(NotificationPreferences preferences, Notification notification) {
        return notification.priority() == NotificationPriority.HIGH
                ? EmailTiming.IMMEDIATE
                : preferences.emailTiming().of(notification.type());
    }

    private static EmailTiming timing(Tx tx, Notification notification) {
        return timing(NotificationPreferencesStore.get(tx, notification.agentId()), notification);
    }

    private void addToWindow(
            Tx tx, String agentId, String address, EmailTiming timing, Instant now) {
        ZoneId own = AgentStore.find(tx, agentId).map(Agent::timezone).map(ZoneId::of).orElse(zone);
        EmailTiming.Window window = timing.window(now, own);
        if (DigestStore.open(tx, agentId, timing, window)) {
            var _ =
                    Outbox.add(
                            tx,
                            EmailMessages.of(
                                            DigestMail.KIND,
                                            address,
                                            Map.of("timing", EnumNames.of(timing)))
                                    .ofAgent(agentId)
                                    .due(window.end().plus(AFTER_WINDOW)),
                            now);
        }
    }
}
