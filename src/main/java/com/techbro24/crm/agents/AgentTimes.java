package com.techbro24.crm.agents;

import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code agent_statuses}: an agent's status history. */
public final class AgentTimes {
    private AgentTimes() {}

    private static final Listing<StatusSpan> LISTING =
            new Listing<>(
                            "SELECT agent_id, status, since, until FROM agent_status_spans",
                            "agent_id",
                            "-since",
                            AgentTimes::span)
                    .sort("since", "since", StatusSpan::since);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private record Since(Instant time, AgentStatus status) {}

    /** Records the current status. */
    static void remember(Tx tx, Agent agent) {
        tx.update(
                "INSERT INTO agent_statuses (agent_id, since, status) VALUES (?, ?, ?)"
                        + " ON CONFLICT (agent_id, since) DO UPDATE SET status = excluded.status",
                agent.id(),
                agent.statusSince(),
                agent.status());
    }

    /** An agent's status spans that started at or after {@code from} and before {@code to}. */
    static Page<StatusSpan> list(
            Tx tx, String agentId, @Nullable Instant from, @Nullable Instant to, Paging paging) {
        Listing.Filter filter =
                new Listing.Filter().and("agent_id = ?", agentId).between("since", from, to);
        return LISTING.page(tx, filter, paging);
    }

    private static StatusSpan span(Row row) {
        return StatusSpan.of(row.text(), row.word(AgentStatus.class), row.time(), row.timeOrNull());
    }

    /** Time in each status between {@code from} and {@code to}. */
    public static Map<AgentStatus, Duration> between(
            Tx tx, String agentId, Instant from, Instant to) {
        Map<AgentStatus, Duration> times = new EnumMap<>(AgentStatus.class);
        for (AgentStatus status : AgentStatus.values()) {
            times.put(status, Duration.ZERO);
        }
        List<Since> changes =
                tx.list(
                        "SELECT since, status FROM agent_statuses WHERE agent_id = ? AND since < ?"
                                + " AND since >= COALESCE((SELECT MAX(since) FROM agent_statuses"
                                + " WHERE agent_id = ? AND since <= ?), 0) ORDER BY since",
                        row -> new Since(row.time(), row.word(AgentStatus.class)),
                        agentId,
                        to,
                        agentId,
                        from);
        for (int index = 0; index < changes.size(); index++) {
            Since change = changes.get(index);
            Instant start = change.time().isBefore(from) ? from : change.time();
            Instant end = index + 1 < changes.size() ? changes.get(index + 1).time() : to;
            times.merge(change.status(), Duration.between(start, end), Duration::plus);
        }
        return times;
    }

    /**
     * An agent that has had its status since then.
     *
     * @param version of the agent
     */
    public record Standing(String agentId, Instant since, int version) {}

    /** Agents that have had the status since {@code until} or longer. */
    public static List<Standing> standing(Tx tx, AgentStatus status, Instant until, int rowsMax) {
        return tx.list(
                "SELECT id, status_since, version FROM agents WHERE status = ?"
                        + " AND status_since <= ? ORDER BY status_since LIMIT ?",
                row -> new Standing(row.text(), row.time(), row.integer()),
                status,
                until,
                rowsMax);
    }
}
