package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes facts from the rows of the tables. */
final class FactsLoading
        implements AnalyticsRows.Agents,
                AnalyticsRows.Leads,
                AnalyticsRows.Calls,
                AnalyticsRows.Reminders {
    private final Facts facts;

    private FactsLoading(Facts facts) {
        this.facts = facts;
    }

    /** Reads all rows; {@code tx} is one snapshot, so that they are those of one seq. */
    static Facts load(Tx tx, AnalyticsRows rows) {
        Facts facts = new Facts(LogMeta.read(tx).epoch(), ChangeLog.head(tx));
        FactsLoading loading = new FactsLoading(facts);
        rows.agents(tx, loading);
        rows.leads(tx, loading);
        rows.calls(tx, loading);
        rows.reminders(tx, loading);
        facts.calls().trim();
        facts.reminders().trim();
        return facts;
    }

    @Override
    public void agent(
            String id, String name, Role role, @Nullable String timezone, boolean active) {
        facts.agents().agent(id).describe(name, role, timezone, active);
    }

    @Override
    public void team(String agentId, @Nullable String team, Instant since) {
        facts.agents().join(facts.agents().agent(agentId), team, since);
    }

    @Override
    public void status(String agentId, String status, Instant since) {
        facts.agents()
                .agent(agentId)
                .status(EnumNames.get(WorkState.class, status), since.toEpochMilli());
    }

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
        LeadFacts leads = facts.leads();
        leads.describe(
                leads.add(id, Facts.second(createdAt)),
                deleted,
                facts.agents().number(agentId),
                facts.sources().number(source),
                value == null ? 0 : value,
                value == null ? 0 : facts.currencies().number(currency),
                hasNextStep);
    }

    @Override
    public void span(String leadId, String status, @Nullable String agentId, Instant entered) {
        facts.enter(facts.leads().find(leadId), status, agentId, entered);
    }

    @Override
    public void call(
            @Nullable String agentId,
            @Nullable String leadId,
            String direction,
            String status,
            @Nullable String outcome,
            Instant at,
            boolean started,
            boolean answered,
            boolean contact,
            boolean sale,
            @Nullable Integer talkSeconds,
            @Nullable Integer wrapUpSeconds) {
        facts.add(
                new CallFact.Row(
                        facts.agents().number(agentId),
                        facts.leads().find(leadId),
                        EnumNames.get(CallWay.class, direction),
                        EnumNames.get(CallState.class, status),
                        outcome == null ? null : EnumNames.get(CallResult.class, outcome),
                        at,
                        started,
                        answered,
                        contact,
                        sale,
                        talkSeconds,
                        wrapUpSeconds));
    }

    @Override
    public void reminder(
            String agentId,
            boolean aboutLead,
            String status,
            Instant remindAt,
            boolean wasOverdue) {
        facts.add(
                new ReminderFact.Row(
                        facts.agents().number(agentId),
                        aboutLead,
                        ReminderFact.Fate.of(status, wasOverdue),
                        remindAt));
    }
}
