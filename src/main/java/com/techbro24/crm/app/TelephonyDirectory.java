package com.techbro24.crm.app;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.Call;
import com.techbro24.crm.calls.CallRuleStore;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.calls.CallStore;
import com.techbro24.crm.calls.CallingHours;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.sms.SmsDirectory;
import com.techbro24.crm.integrations.telephony.Directory;
import com.techbro24.crm.leads.CallingZone;
import com.techbro24.crm.leads.DoNotCallStore;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.LeadsByContact;
import com.techbro24.crm.leads.consent.ConsentChannel;
import com.techbro24.crm.leads.consent.ConsentStore;
import com.techbro24.crm.notifications.Notification;
import com.techbro24.crm.notifications.NotificationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What telephony and SMS read of agents, leads and calls. */
final class TelephonyDirectory implements Directory, SmsDirectory {
    private final CallSettings calls;

    TelephonyDirectory(CallSettings calls) {
        this.calls = calls;
    }

    @Override
    public Optional<Ringing> agent(Tx tx, String agentId) {
        return AgentStore.find(tx, agentId).filter(Agent::active).flatMap(this::ringing);
    }

    private Optional<Ringing> ringing(Agent agent) {
        return PhoneNumbers.e164(agent.phone()).map(number -> new Ringing(agent.id(), number));
    }

    /** The agent itself, then its team, then the others; of equals, who has waited longest. */
    @Override
    public List<Ringing> available(Tx tx, @Nullable String agentId) {
        Optional<Agent> own = Optional.ofNullable(agentId).flatMap(id -> AgentStore.find(tx, id));
        Map<String, Agent> found = new LinkedHashMap<>();
        own.filter(Agent::active).ifPresent(agent -> found.put(agent.id(), agent));
        for (AgentStore.Taker taker : AgentStore.takers(tx, null, List.of())) {
            if (taker.status() == AgentStatus.AVAILABLE) {
                AgentStore.find(tx, taker.agentId())
                        .ifPresent(agent -> found.putIfAbsent(agent.id(), agent));
            }
        }
        String team = own.map(Agent::team).orElse(null);
        return found.values().stream()
                .filter(agent -> agent.status() == AgentStatus.AVAILABLE)
                .filter(agent -> CallStore.activeOf(tx, agent.id()).isEmpty())
                .sorted(
                        Comparator.comparing((Agent agent) -> !agent.id().equals(agentId))
                                .thenComparing(agent -> !Objects.equals(agent.team(), team))
                                .thenComparing(Agent::statusSince))
                .flatMap(agent -> ringing(agent).stream())
                .toList();
    }

    @Override
    public Optional<CallView> call(Tx tx, String callId) {
        return CallStore.find(tx, callId).map(TelephonyDirectory::view);
    }

    @Override
    public CallView call(Tx tx, String callId, Caller caller) {
        return view(CallStore.get(tx, callId, caller));
    }

    private static CallView view(Call call) {
        return new CallView(
                call.id(),
                call.agentId(),
                call.phone(),
                EnumNames.of(call.status()),
                call.open(),
                call.provider(),
                call.recordingUrl());
    }

    @Override
    public LeadView lead(Tx tx, String leadId, Caller caller) {
        Lead lead = LeadStore.get(tx, leadId, caller);
        if (lead.deletedAt() != null) {
            throw Problem.of(Problem.Code.GONE, "This lead is deleted; restore it first.");
        }
        return view(tx, lead);
    }

    @Override
    public Optional<String> refusal(Tx tx, String leadId) {
        return LeadStore.find(tx, leadId).flatMap(lead -> refusal(tx, lead));
    }

    @Override
    public List<LeadView> leadsOf(Tx tx, String number) {
        return LeadsByContact.withContact(tx, PhoneNumbers.contact(number).orElse(null), null)
                .stream()
                .map(lead -> view(tx, lead))
                .toList();
    }

    private static LeadView view(Tx tx, Lead lead) {
        return new LeadView(
                lead.id(),
                lead.name(),
                lead.assignedAgentId(),
                lead.phoneE164(),
                refusal(tx, lead).orElse(null));
    }

    private static Optional<String> refusal(Tx tx, Lead lead) {
        if (DoNotCallStore.isMarked(tx, lead)) {
            return Optional.of("This lead must not be called, so it gets no messages either.");
        }
        return ConsentStore.isWithdrawn(tx, lead.id(), ConsentChannel.SMS)
                ? Optional.of("This lead has withdrawn its consent to SMS.")
                : Optional.empty();
    }

    @Override
    public Optional<String> unwanted(Tx tx, String notificationId) {
        Optional<Notification> found = NotificationStore.find(tx, notificationId);
        if (found.isEmpty() || found.get().deletedAt() != null) {
            return Optional.of("It was deleted.");
        }
        return found.get().readAt() == null
                ? Optional.empty()
                : Optional.of("It was read meanwhile.");
    }

    @Override
    public Optional<Instant> opensAt(Tx tx, String leadId, Instant now) {
        Optional<Lead> lead = LeadStore.find(tx, leadId);
        if (lead.isEmpty()) {
            return Optional.empty();
        }
        String key = CallingZone.key(lead.get().timezone(), lead.get().phoneE164());
        List<ZoneId> zones = CallingZone.zones(key, calls.zone());
        CallingHours hours = CallRuleStore.hours(tx);
        // Where no day has hours, a message waits until an admin sets some.
        return Optional.of(
                hours.isOpen(zones, now)
                        ? now
                        : hours.opensAt(zones, now).orElse(now.plus(Duration.ofDays(1))));
    }
}
