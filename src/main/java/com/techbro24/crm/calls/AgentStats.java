package com.techbro24.crm.calls;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentTimes;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.LeadCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of an agent for a period.
 *
 * @param timezone the agent's time zone, which defines the days of the period
 * @param calls the calls that took place
 * @param inboundCalls incoming calls
 * @param outboundCalls outgoing calls
 * @param missedCalls incoming calls that nobody answered
 * @param contacts the calls in which the lead was reached
 * @param contactRate contacts per call; null without calls
 * @param talkSeconds the sum of all talk times
 * @param wrapUpSeconds the sum of all wrap-up times
 * @param conversions leads that were assigned to the agent when converted, without revoked sales
 * @param overdueReminders the currently overdue reminders
 * @param secondsByStatus the time in each status
 */
public record AgentStats(
        String agentId,
        Period period,
        String timezone,
        Instant from,
        Instant to,
        long calls,
        long inboundCalls,
        long outboundCalls,
        long missedCalls,
        long contacts,
        @Nullable BigDecimal contactRate,
        long talkSeconds,
        long wrapUpSeconds,
        long conversions,
        long overdueReminders,
        Map<String, Long> secondsByStatus) {
    /** A calendar day, week or month up to now; weeks start on Monday. */
    public enum Period {
        TODAY,
        WEEK,
        MONTH;

        LocalDate firstDay(LocalDate today) {
            return switch (this) {
                case TODAY -> today;
                case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> today.withDayOfMonth(1);
            };
        }
    }

    /** Counts an agent's overdue reminders, which belong to another room. */
    public interface OverdueReminders {
        long count(Tx tx, String agentId, Instant now);
    }

    private record Calls(
            long all, long inbound, long missed, long contacts, long talk, long wrapUp) {}

    static AgentStats of(
            Tx tx,
            Agent agent,
            Period period,
            ZoneId fallback,
            OverdueReminders reminders,
            Instant now) {
        ZoneId zone = agent.timezone() == null ? fallback : ZoneId.of(agent.timezone());
        LocalDate first = period.firstDay(now.atZone(zone).toLocalDate());
        Instant from = first.atStartOfDay(zone).toInstant();
        Calls calls = calls(tx, agent.id(), from, now);
        Map<String, Long> times = new LinkedHashMap<>();
        AgentTimes.between(tx, agent.id(), from, now)
                .forEach((status, time) -> times.put(EnumNames.of(status), time.toSeconds()));
        return new AgentStats(
                agent.id(),
                period,
                zone.getId(),
                from,
                now,
                calls.all,
                calls.inbound,
                calls.all - calls.inbound,
                calls.missed,
                calls.contacts,
                rate(calls.contacts, calls.all),
                calls.talk,
                calls.wrapUp,
                LeadCounts.won(tx, agent.id(), from, now),
                reminders.count(tx, agent.id(), now),
                times);
    }

    private static Calls calls(Tx tx, String agentId, Instant from, Instant to) {
        return tx.first(
                        "SELECT COUNT(*), COUNT(CASE WHEN direction = ? THEN 1 END),"
                                + " COUNT(CASE WHEN status = ? THEN 1 END),"
                                + " COUNT(CASE WHEN contact THEN 1 END),"
                                + " COALESCE(SUM(duration_seconds), 0),"
                                + " COALESCE(SUM(wrap_up_seconds), 0)"
                                + " FROM calls WHERE agent_id = ? AND at >= ? AND at <= ?"
                                + " AND started_at IS NOT NULL AND deleted_at IS NULL",
                        row ->
                                new Calls(
                                        row.longInteger(),
                                        row.longInteger(),
                                        row.longInteger(),
                                        row.longInteger(),
                                        row.longInteger(),
                                        row.longInteger()),
                        CallDirection.INBOUND,
                        CallStatus.MISSED,
                        agentId,
                        from,
                        to)
                .orElseThrow();
    }

    private static @Nullable BigDecimal rate(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part)
                        .divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
    }
}
