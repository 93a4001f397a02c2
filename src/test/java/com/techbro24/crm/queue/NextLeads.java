package com.techbro24.crm.queue;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.QueuePlace;
import com.techbro24.crm.support.Plans;
import com.techbro24.crm.support.Spine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bulk-inserts leads, and returns the query plans for the next lead. */
final class NextLeads {
    private static final int ROWS_AT_ONCE = 1_000;
    private static final int OPEN_CALLS = 200;
    private static final Duration APART = Duration.ofSeconds(10);

    private static final String LEAD =
            "INSERT INTO leads (row_number, id, version, created_at, updated_at, name, name_key,"
                    + " phone, phone_e164, timezone, status, status_category, priority,"
                    + " priority_rank, score, assigned_agent_id, tags, custom_fields, do_not_call,"
                    + " call_attempts, search_text, call_tier, call_zone, call_order) VALUES (?, ?,"
                    + " 1, ?, ?, 'Lee Lead', 'lee lead', ?, ?, ?, 'new', 'open', 'normal', 1, 0, ?,"
                    + " '[]', '{}', FALSE, 0, '', ?, ?, ?)";

    private static final String CALL =
            "INSERT INTO calls (id, version, created_at, updated_at, agent_id, lead_id, direction,"
                    + " status, contact, sale, at, active, open)"
                    + " VALUES (?, 1, ?, ?, ?, ?, 'inbound', 'ringing', FALSE, FALSE, ?, FALSE, ?)";

    private NextLeads() {}

    /** The time zones of the queued leads. */
    static List<String> zones(int count) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.matches("(Europe|America|Asia|Africa)/.*"))
                .sorted()
                .limit(count)
                .toList();
    }

    static String id(int lead) {
        return String.format(Locale.ROOT, "018f0000-0000-7000-8000-%012d", lead);
    }

    /**
     * Every fifth lead is unassigned, the others are assigned to the agents in turn. Each tier has
     * a third of them, half of which are due. Some have calls.
     */
    static void fill(Spine spine, List<Agent> agents, List<String> zones, int leads, Instant now) {
        for (int from = 0; from < leads; from += ROWS_AT_ONCE) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            List<@Nullable Object[]> calls = new ArrayList<>();
            for (int lead = from; lead < Math.min(leads, from + ROWS_AT_ONCE); lead++) {
                Agent agent = agents.get(lead % agents.size());
                rows.add(row(lead, agent, zones.get(lead / 3 % zones.size()), now));
                boolean open = lead < OPEN_CALLS;
                calls.add(
                        new @Nullable Object[] {
                            "call " + lead, now, now, agent.id(), id(lead), now, open
                        });
            }
            boolean _ =
                    spine.writer()
                            .write(
                                    tx -> {
                                        tx.updateAll(LEAD, rows);
                                        tx.updateAll(CALL, calls);
                                        return true;
                                    });
        }
        int _ = spine.writer().write(tx -> tx.update("ANALYZE"));
    }

    private static @Nullable Object[] row(int lead, Agent agent, String zone, Instant now) {
        QueuePlace.Tier tier = QueuePlace.Tier.values()[lead % 3];
        Instant time = now.plus(APART.multipliedBy(lead % 2 == 0 ? -lead : lead + 1L));
        String phone = "+44207" + (1_000_000 + lead);
        return new @Nullable Object[] {
            lead + 1L,
            id(lead),
            now,
            now,
            phone,
            phone,
            zone,
            lead % 5 == 0 ? null : agent.id(),
            tier.ordinal(),
            zone,
            tier == QueuePlace.Tier.FIRST_CALL ? (long) lead : time.toEpochMilli()
        };
    }

    /** The plans for finding the lanes and their first lead. */
    static List<String> plan(Tx tx, ClaimStore.Source owner, Agent agent, List<String> lanes) {
        String mine = owner == ClaimStore.Source.CALLER ? "'" + agent.id() + "'" : null;
        List<String> found = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            if (mine != null) {
                found.add(mine);
            }
            found.add("1");
        }
        List<String> first = new ArrayList<>(lanes.stream().map(lane -> "'" + lane + "'").toList());
        if (mine != null) {
            first.add(mine);
        }
        first.add("1");
        first.add(Long.toString(Long.MAX_VALUE));
        return Stream.concat(
                        Plans.of(tx, with(ClaimStore.lanesOf(owner), found)).stream(),
                        Plans.of(tx, with(ClaimStore.firstOf(owner, lanes.size()), first)).stream())
                .toList();
    }

    /** The plan for counting what is queued. */
    static List<String> countPlan(Tx tx, ClaimStore.Source owner, Agent agent) {
        List<String> values = new ArrayList<>(List.of("0", "0"));
        if (owner == ClaimStore.Source.CALLER) {
            values.add("'" + agent.id() + "'");
        }
        values.add("1");
        values.add("100");
        return Plans.of(tx, with(QueueCountStore.lanesOf(owner), values));
    }

    private static String with(String sql, List<String> values) {
        String whole = sql;
        for (String value : values) {
            whole = whole.replaceFirst("\\?", value);
        }
        return whole;
    }
}
