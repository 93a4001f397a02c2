package com.techbro24.crm.app;

import com.techbro24.crm.automation.ActionType;
import com.techbro24.crm.automation.Neighbours;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallRuleStore;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.calls.CallingHours;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.CallingZone;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.reminders.ReminderStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What automation asks of leads, calls, reminders and channels. */
public final class AutomationNeighbours implements Neighbours {
    private final CallSettings calls;
    private final Map<ActionType, BiConsumer<Tx, Outgoing>> channels;

    /** Without any channel. */
    public AutomationNeighbours(CallSettings calls) {
        this(calls, Map.of());
    }

    /**
     * @param channels what queues the messages of each channel that is set up
     */
    public AutomationNeighbours(
            CallSettings calls, Map<ActionType, BiConsumer<Tx, Outgoing>> channels) {
        this.calls = calls;
        this.channels = Map.copyOf(channels);
    }

    @Override
    public Instant callableAt(Tx tx, @Nullable String leadId, Instant at) {
        Optional<Lead> lead = Optional.ofNullable(leadId).flatMap(id -> LeadStore.find(tx, id));
        if (lead.isEmpty()) {
            return at;
        }
        CallingHours hours = CallRuleStore.hours(tx);
        List<ZoneId> zones =
                CallingZone.zones(
                        CallingZone.key(lead.get().timezone(), lead.get().phoneE164()),
                        calls.zone());
        return hours.isOpen(zones, at) ? at : hours.opensAt(zones, at).orElse(at);
    }

    @Override
    public @Nullable String successor(Tx tx, String entityType, String id) {
        return entityType.equals(Lead.TYPE)
                ? LeadStore.find(tx, id).map(Lead::mergedIntoId).orElse(null)
                : null;
    }

    @Override
    public boolean hasPendingReminder(Tx tx, String leadId, String kind) {
        return ReminderStore.isPending(tx, leadId, kind);
    }

    @Override
    public void send(Tx tx, Outgoing message) {
        BiConsumer<Tx, Outgoing> channelOfType = channels.get(message.type());
        if (channelOfType != null) {
            channelOfType.accept(tx, message);
            return;
        }
        String channel =
                switch (message.type()) {
                    case SEND_EMAIL -> "email";
                    case SEND_SMS -> "SMS";
                    default -> "webhook";
                };
        throw Problem.unprocessable("No %s channel is set up.".formatted(channel));
    }
}
