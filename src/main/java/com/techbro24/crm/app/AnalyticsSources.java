package com.techbro24.crm.app;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentHistory;
import com.techbro24.crm.analytics.AnalyticsRows;
import com.techbro24.crm.calls.CallHistory;
import com.techbro24.crm.database.Sums;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.LeadHistory;
import com.techbro24.crm.reminders.ReminderHistory;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the feature rooms, as analytics reads them. */
public final class AnalyticsSources implements AnalyticsRows {
    private record OfAgents(Agents into) implements AgentHistory.Visitor {
        @Override
        public void agent(
                String id, String name, Role role, @Nullable String timezone, boolean active) {
            into.agent(id, name, role, timezone, active);
        }

        @Override
        public void team(String agentId, @Nullable String team, Instant since) {
            into.team(agentId, team, since);
        }

        @Override
        public void status(String agentId, String status, Instant since) {
            into.status(agentId, status, since);
        }
    }

    private record OfLeads(Leads into) implements LeadHistory.Visitor {
        @Override
        public void lead(
                String id,
                Instant createdAt,
                boolean deleted,
                @Nullable String agentId,
                @Nullable String source,
                @Nullable Long value,
                @Nullable String currency,
                boolean hasNextStep) {
            into.lead(id, createdAt, deleted, agentId, source, value, currency, hasNextStep);
        }

        @Override
        public void span(String leadId, String status, @Nullable String agentId, Instant entered) {
            into.span(leadId, status, agentId, entered);
        }
    }

    @Override
    public void agents(Tx tx, Agents into) {
        AgentHistory.visit(tx, new OfAgents(into));
    }

    @Override
    public void leads(Tx tx, Leads into) {
        LeadHistory.visit(tx, new OfLeads(into));
    }

    @Override
    public void calls(Tx tx, Calls into) {
        CallHistory.visit(tx, into::call);
    }

    @Override
    public void reminders(Tx tx, Reminders into) {
        ReminderHistory.visit(tx, into::reminder);
    }

    @Override
    public void sums(Tx tx, Sums into) {
        AgentHistory.sums(tx, into);
        LeadHistory.sums(tx, into);
        CallHistory.sums(tx, into);
        ReminderHistory.sums(tx, into);
    }

    @Override
    public Optional<Instant> firstAttempt(Tx tx, String leadId) {
        return CallHistory.firstAttempt(tx, leadId);
    }
}
