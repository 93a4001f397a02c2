package com.techbro24.crm.analytics;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares facts with sums that plain SQL counts in the tables. */
final class FactsCheck {
    private static final int SUMS = 4;
    private static final int SHOWN_MAX = 20;

    /** The sums of each group of rows, by a key that names its table. */
    private final Map<String, long[]> sums = new TreeMap<>();

    private FactsCheck() {}

    /** What the facts have. */
    static FactsCheck of(Facts facts) {
        FactsCheck check = new FactsCheck();
        check.agents(facts);
        check.calls(facts);
        check.leads(facts);
        check.reminders(facts);
        return check;
    }

    /** What the tables have. */
    static FactsCheck of(Tx tx, AnalyticsRows rows) {
        FactsCheck check = new FactsCheck();
        rows.sums(
                tx,
                (key, values) -> {
                    for (int index = 0; index < values.length; index++) {
                        if (values[index] != 0) {
                            check.add(key, index, values[index]);
                        }
                    }
                });
        return check;
    }

    private void add(String key, int index, long value) {
        sums.computeIfAbsent(key, _ -> new long[SUMS])[index] += value;
    }

    private static String id(Facts facts, int agent) {
        return agent == 0 ? "-" : facts.agents().agent(agent).id();
    }

    private void agents(Facts facts) {
        for (AgentFacts.Agent agent : facts.agents().all()) {
            agent.statuses(
                    (status, since) -> {
                        String word = EnumNames.of(WorkState.ALL[status]);
                        String key = String.join(" ", "statuses", agent.id(), word);
                        add(key, 0, 1);
                        add(key, 1, since);
                    });
            agent.teams(
                    (team, second) -> {
                        String name =
                                team == 0 ? "" : String.valueOf(facts.agents().teamName(team));
                        String key = String.join(" ", "teams", agent.id(), name);
                        add(key, 0, 1);
                        add(key, 1, second);
                    });
        }
    }

    private void calls(Facts facts) {
        facts.calls()
                .visitAll(
                        (start, day) -> {
                            for (int index = 0; index < day.size(); index++) {
                                long first = day.first(index);
                                if (CallFact.isStarted(first)) {
                                    call(facts, start, first, day.second(index));
                                }
                            }
                        });
    }

    private void call(Facts facts, long start, long first, long other) {
        String key =
                String.join(
                        " ",
                        "calls",
                        id(facts, CallFact.agent(first)),
                        EnumNames.of(CallState.ALL[CallFact.state(first)]),
                        Long.toString(start / PackedDays.DAY_SECONDS));
        add(key, 0, 1);
        add(key, 1, CallFact.isContact(first) ? 1 : 0);
        add(key, 2, CallFact.isSale(first) ? 1 : 0);
        add(key, 3, Math.max(0, CallFact.talkSeconds(other)));
    }

    private void leads(Facts facts) {
        LeadFacts leads = facts.leads();
        StayFacts stays = leads.stays();
        for (int stay = 1; stay <= stays.size(); stay++) {
            if (!leads.isDeleted(stays.lead(stay))) {
                Stage stage = Stage.ALL[stays.stage(stay)];
                String next = stays.isOpen(stay) ? "-" : EnumNames.of(Stage.ALL[stays.next(stay)]);
                String agent = id(facts, stays.agent(stay));
                String key = String.join(" ", "stays", agent, EnumNames.of(stage), next);
                add(key, 0, 1);
            }
        }
        for (int lead = 1; lead <= leads.size(); lead++) {
            if (!leads.isDeleted(lead)) {
                Stage stage = Stage.ALL[stays.stage(leads.lastStay(lead))];
                String agent = id(facts, leads.agent(lead));
                String key = String.join(" ", "leads", agent, EnumNames.of(stage));
                add(key, 0, 1);
                add(key, 1, leads.created(lead));
                add(key, 2, leads.value(lead));
            }
            if (leads.firstAttempt(lead) != LeadFacts.NEVER) {
                add("attempts", 0, 1);
                add("attempts", 1, leads.firstAttempt(lead));
            }
        }
    }

    private void reminders(Facts facts) {
        facts.reminders()
                .visitAll(
                        (_, day) -> {
                            for (int index = 0; index < day.size(); index++) {
                                long other = day.second(index);
                                String key =
                                        String.join(
                                                " ",
                                                "reminders",
                                                id(facts, ReminderFact.agent(other)),
                                                EnumNames.of(ReminderFact.fate(other)),
                                                ReminderFact.isAboutLead(other) ? "lead" : "-");
                                add(key, 0, 1);
                                add(key, 1, day.first(index));
                            }
                        });
    }

    /** The groups that differ from those of the tables; at most twenty. */
    List<CheckReport.Difference> differencesFrom(FactsCheck tables) {
        List<CheckReport.Difference> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(sums.keySet());
        keys.addAll(tables.sums.keySet());
        for (String key : keys) {
            long[] own = sums.get(key);
            long[] other = tables.sums.get(key);
            if (!Arrays.equals(own, other) && differences.size() < SHOWN_MAX) {
                differences.add(new CheckReport.Difference(key, list(own), list(other)));
            }
        }
        return differences;
    }

    private static @Nullable List<Long> list(long @Nullable [] values) {
        return values == null ? null : Arrays.stream(values).boxed().toList();
    }

    int groups() {
        return sums.size();
    }
}
