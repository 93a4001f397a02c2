package com.techbro24.crm.analytics;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that are counted, read with plain SQL. */
final class NaiveRows {
    final Map<String, List<TeamSince>> teams = new HashMap<>();
    final Map<String, String> roles = new HashMap<>();
    final List<CallRow> calls;
    final List<SpanRow> spans;
    final List<LeadRow> leads;
    final List<ReminderRow> reminders;
    final List<StatusRow> statuses;

    record TeamSince(@Nullable String team, long second) {}

    record CallRow(
            @Nullable String agent,
            String direction,
            String status,
            @Nullable String outcome,
            Instant at,
            boolean contact,
            boolean sale,
            @Nullable Integer talk,
            @Nullable String source) {}

    record SpanRow(
            String lead,
            String status,
            @Nullable String agent,
            Instant entered,
            @Nullable Instant left,
            @Nullable String next,
            @Nullable String agentNow,
            Instant created) {}

    record LeadRow(
            @Nullable String agent, String status, Instant created, @Nullable Instant firstCall) {}

    record ReminderRow(String agent, String status, Instant at, boolean overdue, boolean lead) {}

    record StatusRow(String agent, String status, Instant since) {}

    NaiveRows(Tx tx) {
        tx.list(
                "SELECT agent_id, team, since FROM agent_team_spans ORDER BY agent_id, number",
                row ->
                        teams.computeIfAbsent(row.text(), _ -> new ArrayList<>())
                                .add(new TeamSince(row.textOrNull(), row.time().getEpochSecond())));
        tx.list("SELECT agent_id, role FROM accounts", row -> roles.put(row.text(), row.text()));
        calls =
                tx.list(
                        "SELECT agent_id, direction, calls.status, outcome, started_at, contact,"
                                + " sale, duration_seconds, source FROM calls LEFT JOIN leads ON"
                                + " leads.id = lead_id WHERE calls.deleted_at IS NULL AND"
                                + " started_at IS NOT NULL",
                        NaiveRows::call);
        spans =
                tx.list(
                        "SELECT lead_id, s.status, agent_id, entered_at, left_at, next_status,"
                                + " assigned_agent_id, created_at FROM lead_status_spans s JOIN"
                                + " leads ON leads.id = lead_id WHERE deleted_at IS NULL",
                        NaiveRows::span);
        leads = leads(tx);
        reminders = reminders(tx);
        statuses =
                tx.list(
                        "SELECT agent_id, status, since FROM agent_statuses ORDER BY agent_id,"
                                + " since",
                        row -> new StatusRow(row.text(), row.text(), row.time()));
    }

    private static CallRow call(Row row) {
        return new CallRow(
                row.textOrNull(),
                row.text(),
                row.text(),
                row.textOrNull(),
                row.time(),
                row.bool(),
                row.bool(),
                row.integerOrNull(),
                row.textOrNull());
    }

    private static SpanRow span(Row row) {
        return new SpanRow(
                row.text(),
                row.text(),
                row.textOrNull(),
                row.time(),
                row.timeOrNull(),
                row.textOrNull(),
                row.textOrNull(),
                row.time());
    }

    private static List<LeadRow> leads(Tx tx) {
        return tx.list(
                "SELECT assigned_agent_id, status, created_at, (SELECT MIN(started_at)"
                        + " FROM calls WHERE lead_id = leads.id AND direction ="
                        + " 'outbound' AND calls.deleted_at IS NULL) FROM leads WHERE"
                        + " deleted_at IS NULL",
                row -> new LeadRow(row.textOrNull(), row.text(), row.time(), row.timeOrNull()));
    }

    private static List<ReminderRow> reminders(Tx tx) {
        return tx.list(
                "SELECT agent_id, status, remind_at, overdue_fired_at IS NOT NULL, lead_id"
                        + " IS NOT NULL FROM all_reminders WHERE deleted_at IS NULL",
                row -> new ReminderRow(row.text(), row.text(), row.time(), row.bool(), row.bool()));
    }
}
