package com.techbro24.crm.automation;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what rules that do not match cost an event, off the writer thread: per rule, by the kind
 * of its condition. Run by {@code bench/room AutomationBench [RULES]}.
 */
final class AutomationBench {
    private static final int EVENTS = 2_000;
    private static final int ROUNDS = 15;
    private static final int WARM_UP_ROUNDS = 10;

    private final AutomationRoom room;
    private final Agent manager;
    private final Change change;
    private final int count;
    private long candidates;

    private AutomationBench(AutomationRoom room, int count) {
        this.room = room;
        this.count = count;
        manager = Agents.manager().team("north").in(room.spine);
        change = update();
    }

    public static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        try (AutomationRoom room = AutomationRoom.open(TestDatabase.SQLITE)) {
            new AutomationBench(room, count).run();
        }
    }

    /** An update of a lead with many fields. */
    private Change update() {
        Lead lead =
                Leads.lead()
                        .with("phone", "+442079460123")
                        .with("email", "lee@example.com")
                        .with("company", "Example GmbH")
                        .with("source", "web")
                        .with("tags", List.of("trial", "web"))
                        .with("notes", "Asked for a call in the afternoon, but not before three.")
                        .in(room.spine);
        var _ = room.run(manager, "lead.update", "{'id':'" + lead.id() + "','company':'Other'}");
        return room.spine
                .database()
                .read(tx -> room.spine.reader().after(tx, 0, 100))
                .getLast();
    }

    private void run() {
        System.out.printf(
                "read the rows of an event: %.0f ns (once, if a rule waits for it)%n",
                nanos(
                        () -> {
                            Situation read = Situation.of("lead.updated", change, room.services.now());
                            candidates += read.after() == null ? 1 : 0;
                        }));
        String[] none = new String[0];
        measure("no rule waits for the event", "lead.created", "", none);
        measure("other changedFields", "lead.updated", ",'changedFields':['priority']", none);
        measure("a word", "lead.updated", "", "{'field':'lead.status','op':'eq','value':'lost'}");
        measure("a number", "lead.updated", "", "{'field':'lead.score','op':'gt','value':99}");
        measure(
                "a time",
                "lead.updated",
                "",
                "{'field':'lead.createdAt','op':'before','value':{'ref':'now','plus':'-P9D'}}");
        measure(
                "a text", "lead.updated", "", "{'field':'lead.source','op':'eq','value':'fair %d'}");
        measure(
                "a part of a text",
                "lead.updated",
                "",
                "{'field':'lead.notes','op':'contains','value':'fair %d'}");
        measure(
                "five of them, the word decides",
                "lead.updated",
                "",
                "{'all':[{'field':'lead.notes','op':'contains','value':'fair %d'},"
                        + "{'field':'lead.source','op':'eq','value':'fair'},"
                        + "{'field':'lead.phoneE164','op':'exists','value':true},"
                        + "{'field':'lead.score','op':'gte','value':0},"
                        + "{'field':'lead.status','op':'in','value':['lost','nurture']}]}");
        if (candidates > 0) {
            throw new IllegalStateException("a rule matched");
        }
    }

    /** Measures rules that wait for the event, if there is a condition, which does not hold. */
    private void measure(String what, String event, String trigger, String... condition) {
        List<AutomationRule> rules = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String conditions =
                    condition.length == 0 ? "null" : condition[0].replace("%d", "" + index);
            String rule =
                    "{'name':'%s %d','trigger':{'event':'%s'%s},'conditions':%s,'actions':"
                            + "[{'type':'send_notification','params':{'to':'owner','title':'x'}}]}";
            rules.add(
                    room.rule(manager, rule.formatted(what, index, event, trigger, conditions)));
        }
        RuleBook book = RuleBook.of(rules, room.services.compiler());
        double nanos =
                nanos(() -> candidates += room.services.matching().candidates(book, change).size());
        System.out.printf(
                "%-32s %,9.0f ns an event, %7.1f ns a rule%n", what, nanos, nanos / count);
    }

    /** The median time of one run. */
    private static double nanos(Runnable work) {
        double[] took = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int event = 0; event < EVENTS; event++) {
                work.run();
            }
            if (round >= 0) {
                took[round] = (double) (System.nanoTime() - start) / EVENTS;
            }
        }
        Arrays.sort(took);
        return took[ROUNDS / 2];
    }
}
