package com.techbro24.crm.notifications;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.NewMessage;
import com.techbro24.crm.outbound.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Queues an SMS to the agent's telephone; who sends it notes what became of it. */
public final class SmsSender implements Sender {
    /** A few segments, in every alphabet. */
    private static final int TEXT_LENGTH_MAX = 300;

    private final Clock clock;

    public SmsSender(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public Delivery accept(Tx tx, Notification notification) {
        Optional<String> number =
                AgentStore.find(tx, notification.agentId())
                        .map(Agent::phone)
                        .flatMap(PhoneNumbers::e164);
        if (number.isEmpty()) {
            return Delivery.suppressed(
                    Channel.SMS, "The agent has no number that can be dialled from abroad.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        NewMessage message =
                NewMessage.to("sms", number.get(), Map.of("text", text(notification)))
                        .ofNotification(notification.id())
                        .ofAgent(notification.agentId());
        var _ = Outbox.add(tx, message, now);
        return new Delivery(Channel.SMS, DeliveryStatus.QUEUED, 0, null);
    }

    private static String text(Notification notification) {
        String more = notification.message();
        String text =
                more == null || more.isBlank()
                        ? notification.title()
                        : notification.title() + ": " + more;
        return text.length() <= TEXT_LENGTH_MAX
                ? text
                : text.substring(0, TEXT_LENGTH_MAX - 1) + "…";
    }
}
