package com.techbro24.crm.analytics;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Fills the tables with half a year of random rows, faster than by commands. */
final class AnalyticsBenchRows {
    static final int DAYS = 182;

    private static final int AGENTS = 100;
    private static final int ROWS_AT_ONCE = 20_000;
    private static final List<String> STAGES =
            List.of("new", "attempted", "contacted", "qualified", "negotiation", "converted");
    private static final List<String> OUTCOMES =
            List.of("interested", "sale", "not_interested", "left_voicemail", "wrong_number");

    private final Random random = new Random(1);
    private final Spine spine;
    private final Instant now;
    private final List<String> agents = new ArrayList<>();
    private final List<String> leads = new ArrayList<>();

    AnalyticsBenchRows(Spine spine) {
        this.spine = spine;
        now = spine.clock().instant();
    }

    void make(int calls, int leadCount) {
        for (int count = 0; count < AGENTS; count++) {
            String team = "team" + count / 10;
            agents.add(Agents.agent().named("Agent " + count).team(team).in(spine).id());
        }
        fill(leadCount, this::insertLeads);
        fill(calls, this::insertCalls);
        fill(calls / 2, this::insertStatuses);
    }

    private interface Filling {
        /**
         * @param at the time of the first row
         * @param step the seconds from one row to the next
         */
        void insert(Tx tx, int rows, Instant at, long step);
    }

    private void fill(int rows, Filling filling) {
        for (int done = 0; done < rows; done += ROWS_AT_ONCE) {
            int count = Math.min(ROWS_AT_ONCE, rows - done);
            Database.Writing writing = spine.database().beginWriting();
            // In the order of time, as indexes grow in life.
            long share = DAYS * 86_400L * (rows - done) / rows;
            filling.insert(
                    writing.tx(), count, now.minusSeconds(share), DAYS * 86_400L / rows);
            writing.commit();
        }
    }

    private Instant soon(Instant start) {
        return start.plusMillis(random.nextInt(60_000));
    }

    String agent() {
        return agents.get(random.nextInt(agents.size()));
    }

    private void insertLeads(Tx tx, int rows, Instant start, long step) {
        List<@Nullable Object[]> made = new ArrayList<>();
        List<@Nullable Object[]> spans = new ArrayList<>();
        for (int count = 0; count < rows; count++) {
            String id = Id.next();
            leads.add(id);
            Instant at = soon(start.plusSeconds(count * step));
            String agent = agent();
            int last = random.nextInt(STAGES.size());
            made.add(
                    new @Nullable Object[] {
                        leads.size(), id, at, at, STAGES.get(last), agent, at
                    });
            Instant entered = at;
            for (int stage = 0; stage <= last; stage++) {
                Instant left = entered.plusSeconds(3_600 + random.nextInt(200_000));
                spans.add(
                        new @Nullable Object[] {
                            id,
                            stage + 1,
                            STAGES.get(stage),
                            agent,
                            entered,
                            stage == last ? null : left,
                            stage == last ? null : STAGES.get(stage + 1)
                        });
                entered = left;
            }
        }
        tx.updateAll(
                "INSERT INTO leads (row_number, id, version, created_at, updated_at, name, name_key,"
                        + " status, status_category, priority, priority_rank, score, score_by_hand,"
                        + " assigned_agent_id, tags, custom_fields, do_not_call, call_attempts,"
                        + " search_text, required_skills, status_since) VALUES (?, ?, 1, ?, ?,"
                        + " 'Lead', 'lead', ?, 'open', 'normal', 1, 0, FALSE, ?, '[]', '{}', FALSE,"
                        + " 0, '', '[]', ?)",
                made);
        tx.updateAll(
                "INSERT INTO lead_status_spans (lead_id, number, status, agent_id, entered_at,"
                        + " left_at, next_status) VALUES (?, ?, ?, ?, ?, ?, ?)",
                spans);
    }

    private void insertCalls(Tx tx, int rows, Instant start, long step) {
        List<@Nullable Object[]> made = new ArrayList<>();
        for (int count = 0; count < rows; count++) {
            Instant at = soon(start.plusSeconds(count * step));
            boolean reached = random.nextInt(3) == 0;
            int talk = reached ? random.nextInt(600) : 0;
            made.add(
                    new @Nullable Object[] {
                        Id.next(),
                        at,
                        at,
                        agent(),
                        lead(),
                        random.nextInt(5) == 0 ? "inbound" : "outbound",
                        reached ? "completed" : "no_answer",
                        reached ? OUTCOMES.get(random.nextInt(OUTCOMES.size())) : null,
                        at,
                        reached ? at : null,
                        at.plusSeconds(talk),
                        talk,
                        reached,
                        at
                    });
        }
        tx.updateAll(
                "INSERT INTO calls (id, version, created_at, updated_at, agent_id, lead_id,"
                        + " direction, status, outcome, started_at, answered_at, ended_at,"
                        + " duration_seconds, contact, sale, at, active, open) VALUES (?, 1, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?, FALSE, FALSE)",
                made);
    }

    private void insertStatuses(Tx tx, int rows, Instant start, long step) {
        List<@Nullable Object[]> made = new ArrayList<>();
        for (int count = 0; count < rows; count++) {
            Instant at = soon(start.plusSeconds(count * step));
            String agent = agent();
            made.add(new @Nullable Object[] {agent, at, "on_call"});
            made.add(new @Nullable Object[] {agent, at.plusSeconds(90), "available"});
        }
        tx.updateAll(
                "INSERT INTO agent_statuses (agent_id, since, status) VALUES (?, ?, ?)"
                        + " ON CONFLICT (agent_id, since) DO NOTHING",
                made);
    }

    String lead() {
        return leads.get(random.nextInt(leads.size()));
    }
}
