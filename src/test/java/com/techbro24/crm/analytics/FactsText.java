package com.techbro24.crm.analytics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Facts as sorted lines with ids in the place of numbers, to compare two sets of facts. */
final class FactsText {
    private FactsText() {}

    static List<String> of(Facts facts) {
        List<String> lines = new ArrayList<>();
        AgentFacts agents = facts.agents();
        agents.all().forEach(agent -> lines.add(agent(agents, agent)));
        calls(facts, lines);
        reminders(facts, lines);
        leads(facts, lines);
        Collections.sort(lines);
        return lines;
    }

    private static String agent(AgentFacts agents, AgentFacts.Agent agent) {
        StringBuilder line = new StringBuilder("agent");
        for (Object each :
                new Object[] {
                    agent.id(),
                    agent.name(),
                    agent.role(),
                    String.valueOf(agent.timezone()),
                    agent.active()
                }) {
            line.append(' ').append(each);
        }
        agent.teams((team, since) -> line.append(' ').append(agents.teamName(team)).append(since));
        agent.statuses(
                (status, since) -> line.append(' ').append(status).append('@').append(since));
        return line.toString();
    }

    private static String id(Facts facts, int agent) {
        return agent == 0 ? "-" : facts.agents().agent(agent).id();
    }

    private static void calls(Facts facts, List<String> lines) {
        facts.calls()
                .visitAll(
                        (_, day) -> {
                            for (int index = 0; index < day.size(); index++) {
                                long first = day.first(index);
                                int lead = CallFact.lead(day.second(index));
                                long words = first & 0x3fff;
                                lines.add(
                                        "call %d %s %s %x %x"
                                                .formatted(
                                                        CallFact.second(first),
                                                        id(facts, CallFact.agent(first)),
                                                        lead == 0 ? "-" : facts.leads().id(lead),
                                                        words,
                                                        day.second(index) >>> 26));
                            }
                        });
    }

    private static void reminders(Facts facts, List<String> lines) {
        facts.reminders()
                .visitAll(
                        (_, day) -> {
                            for (int index = 0; index < day.size(); index++) {
                                long other = day.second(index);
                                lines.add(
                                        "reminder %d %s %x"
                                                .formatted(
                                                        day.first(index),
                                                        id(facts, ReminderFact.agent(other)),
                                                        other & 7));
                            }
                        });
    }

    private static void leads(Facts facts, List<String> lines) {
        LeadFacts leads = facts.leads();
        for (int lead = 1; lead <= leads.size(); lead++) {
            int source = leads.source(lead);
            int currency = leads.currency(lead);
            lines.add(
                    "lead %s %d %d %s %s %d %s %s %s"
                            .formatted(
                                    leads.id(lead),
                                    leads.created(lead),
                                    leads.firstAttempt(lead),
                                    id(facts, leads.agent(lead)),
                                    source == 0 ? "-" : facts.sources().word(source),
                                    leads.value(lead),
                                    currency == 0 ? "-" : facts.currencies().word(currency),
                                    leads.isDeleted(lead),
                                    leads.hasNextStep(lead)));
        }
        StayFacts stays = leads.stays();
        for (int stay = 1; stay <= stays.size(); stay++) {
            lines.add(
                    "stay %s %d %d %s %d %d"
                            .formatted(
                                    leads.id(stays.lead(stay)),
                                    stays.entered(stay),
                                    stays.left(stay),
                                    id(facts, stays.agent(stay)),
                                    stays.stage(stay),
                                    stays.isOpen(stay) ? -1 : stays.next(stay)));
        }
    }
}
