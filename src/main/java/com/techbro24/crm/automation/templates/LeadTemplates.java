package com.techbro24.crm.automation.templates;

import static com.techbro24.crm.automation.templates.ConditionJson.eq;
import static com.techbro24.crm.automation.templates.ConditionJson.exists;
import static com.techbro24.crm.automation.templates.ConditionJson.in;
import static com.techbro24.crm.automation.templates.ConditionJson.isMissing;
import static com.techbro24.crm.automation.templates.ConditionJson.isOlderThan;
import static com.techbro24.crm.automation.templates.ConditionJson.isSince;
import static com.techbro24.crm.automation.templates.ConditionJson.isToCome;
import static com.techbro24.crm.automation.templates.ConditionJson.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.automation.templates.RuleJson.ActionJson;
import java.util.ArrayList;
import java.util.List;

/** The templates about leads: new, stale and lost ones. */
final class LeadTemplates {
    private static final String NOT_ASSIGNED = "none";

    private LeadTemplates() {}

    static RuleTemplate newLeadFollowUp() {
        return new RuleTemplate(
                "new-lead-follow-up",
                "New lead follow-up",
                "When an agent gets a new lead with a telephone number that nobody has called yet,"
                        + " the agent gets a reminder of the first call. It can also assign new"
                        + " leads that have no agent.",
                List.of(
                        Parameter.duration(
                                "within",
                                "PT1H",
                                "PT1M",
                                "P30D",
                                "First call within",
                                "The reminder is due this long after the assignment, or after the"
                                        + " calling hours begin."),
                        Parameter.word(
                                "assign",
                                NOT_ASSIGNED,
                                List.of(NOT_ASSIGNED, "round_robin", "least_loaded"),
                                "Assign new leads",
                                "Assigns new leads without an agent: in turn, or to the agent with"
                                        + " the fewest open leads. If no agent has room, they wait"
                                        + " until one has."),
                        sources()),
                LeadTemplates::newLead);
    }

    private static Parameter sources() {
        return Parameter.texts(
                "sources", "Sources", "Only leads from these sources; none means all leads.");
    }

    private static List<ObjectNode> newLead(Chosen chosen) {
        List<ObjectNode> rules = new ArrayList<>();
        rules.add(
                RuleJson.named("New lead follow-up", "A reminder of the first call of a new lead.")
                        .on("lead.assigned")
                        .when(
                                eq("lead.status", "new"),
                                eq("lead.callAttempts", 0),
                                exists("lead.phoneE164"),
                                eq("lead.doNotCall", false))
                        .whenIn("lead.source", chosen.texts("sources"))
                        .oncePerRecord()
                        .inCallingHours()
                        .then(
                                ActionJson.of("create_follow_up")
                                        .with("agentId", "{{lead.assignedAgentId}}")
                                        .with("leadId", "{{lead.id}}")
                                        .with("in", chosen.length("within"))
                                        .with("title", "First call: {{lead.name}}")
                                        .with("kind", "call_back")
                                        .with("avoidDouble", true))
                        .json());
        if (!chosen.text("assign").equals(NOT_ASSIGNED)) {
            rules.add(
                    RuleJson.named("New lead assignment", "Assigns new leads without an agent.")
                            .on("lead.created")
                            .when(eq("lead.status", "new"), isMissing("lead.assignedAgentId"))
                            .whenIn("lead.source", chosen.texts("sources"))
                            .oncePerRecord()
                            .then(
                                    ActionJson.of("assign_lead")
                                            .with("leadId", "{{lead.id}}")
                                            .with("strategy", chosen.text("assign")))
                            .json());
        }
        return rules;
    }

    static RuleTemplate speedToLeadAlarm() {
        return new RuleTemplate(
                "speed-to-lead-alarm",
                "Speed-to-lead alarm",
                "When nobody has called a new lead in time, the managers are told. Imported leads"
                        + " are left out. A lead that comes outside the calling hours is reported"
                        + " when they begin, if nobody has called it by then.",
                List.of(
                        Parameter.duration(
                                "within",
                                "PT5M",
                                "PT1M",
                                "P1D",
                                "Called within",
                                "How long after it was created a lead may wait for its first"
                                        + " call."),
                        sources()),
                LeadTemplates::speedToLead);
    }

    private static List<ObjectNode> speedToLead(Chosen chosen) {
        return List.of(
                RuleJson.named("Speed-to-lead alarm", "Nobody has called a new lead in time.")
                        .on("lead.created")
                        .withoutImports()
                        .when(
                                eq("lead.status", "new"),
                                eq("lead.callAttempts", 0),
                                isMissing("lead.lastContactedAt"),
                                exists("lead.phoneE164"),
                                eq("lead.doNotCall", false))
                        .whenIn("lead.source", chosen.texts("sources"))
                        .after(chosen.duration("within"))
                        .oncePerRecord()
                        .inCallingHours()
                        .then(
                                ActionJson.of("send_notification")
                                        .with("to", "managers")
                                        .with("title", "Nobody has called {{lead.name}} yet")
                                        .with(
                                                "message",
                                                "The lead came in at"
                                                        + " {{lead.createdAt | datetime}}.")
                                        .with("priority", "high"))
                        .json());
    }

    static RuleTemplate staleLeadToPool(String timezone) {
        return new RuleTemplate(
                "stale-lead-to-pool",
                "Stale lead to the pool",
                "Once a day, leads that an agent has not worked on for a while go back to the pool."
                        + " A lead is left alone if it was reached, called, edited or assigned"
                        + " within this time, or if a follow-up is planned.",
                List.of(
                        Parameter.duration(
                                "after",
                                "P14D",
                                "P1D",
                                "P365D",
                                "Stale after",
                                "How long nobody has worked on the lead."),
                        Parameter.words(
                                "statuses",
                                List.of("new", "attempted", "contacted"),
                                List.of(
                                        "new",
                                        "attempted",
                                        "contacted",
                                        "qualified",
                                        "negotiation"),
                                "Statuses",
                                "Only leads with one of these statuses."),
                        Parameter.flag("tellAgent", true, "Tell the agent", "Notifies the agent."),
                        Parameter.time("time", "06:00", "Time", "When it looks, each day."),
                        Parameter.timezone(timezone)),
                LeadTemplates::staleLead);
    }

    private static List<ObjectNode> staleLead(Chosen chosen) {
        RuleJson rule =
                RuleJson.named("Stale lead to the pool", "Nobody has worked on the lead lately.")
                        .at(chosen.cron("time", Parameter.DAYS), chosen.text("timezone"))
                        .each("lead")
                        .when(
                                exists("lead.assignedAgentId"),
                                in("lead.status", chosen.texts("statuses")),
                                isOlderThan("lead.updatedAt", chosen.length("after")),
                                not(isSince("lead.lastContactedAt", chosen.length("after"))),
                                not(isToCome("lead.nextFollowUpAt")));
        if (chosen.isOn("tellAgent")) {
            // First, because afterwards the lead has no agent.
            rule.then(
                    ActionJson.of("send_notification")
                            .with("to", "{{lead.assignedAgentId}}")
                            .with("title", "{{lead.name}} goes back to the pool")
                            .with("message", "Nobody has worked on this lead for a while."));
        }
        return List.of(
                rule.then(
                                ActionJson.of("assign_lead")
                                        .with("leadId", "{{lead.id}}")
                                        .with("agentId", null))
                        .json());
    }

    static RuleTemplate winBack(String timezone) {
        return new RuleTemplate(
                "win-back",
                "Win-back",
                "A while after a lead was lost, its agent gets a reminder to try again; for a lead"
                        + " without an agent, the owner of the rule. It happens once for each"
                        + " lead.",
                List.of(
                        Parameter.duration(
                                "after",
                                "P90D",
                                "P1D",
                                "P3650D",
                                "Try again after",
                                "How long the lead has been lost."),
                        Parameter.duration(
                                "until",
                                "P180D",
                                "P2D",
                                "P3660D",
                                "But not after",
                                "Leads that were lost earlier are left alone, so that switching"
                                        + " this on does not bring up all old ones."),
                        Parameter.texts(
                                "reasons",
                                "Reasons",
                                "Only leads that were lost for these reasons; none means all."),
                        Parameter.flag(
                                "nurture",
                                false,
                                "Reopen the lead",
                                "Also sets the status of the lead to nurture."),
                        Parameter.time("time", "07:00", "Time", "When it looks, on workdays."),
                        Parameter.timezone(timezone)),
                LeadTemplates::lostLead);
    }

    private static List<ObjectNode> lostLead(Chosen chosen) {
        if (chosen.duration("until").compareTo(chosen.duration("after")) <= 0) {
            chosen.refuse("until", "out_of_range", "must be longer than after");
        }
        RuleJson rule =
                RuleJson.named("Win-back", "Tries again to win a lost lead.")
                        .at(chosen.cron("time", Parameter.WORKDAYS), chosen.text("timezone"))
                        .each("lead")
                        .when(
                                eq("lead.status", "lost"),
                                isOlderThan("lead.statusSince", chosen.length("after")),
                                isSince("lead.statusSince", chosen.length("until")),
                                exists("lead.phoneE164"),
                                eq("lead.doNotCall", false))
                        .whenIn("lead.lostReason", chosen.texts("reasons"))
                        .oncePerRecord()
                        .inCallingHours()
                        .then(
                                ActionJson.of("create_follow_up")
                                        .with("agentId", "{{lead.assignedAgentId, owner.id}}")
                                        .with("leadId", "{{lead.id}}")
                                        .with("in", "PT1H")
                                        .with("title", "Win back {{lead.name}}")
                                        .with("kind", "follow_up")
                                        .with("avoidDouble", true));
        if (chosen.isOn("nurture")) {
            rule.then(
                    ActionJson.of("update_lead_status")
                            .with("leadId", "{{lead.id}}")
                            .with("status", "nurture"));
        }
        return List.of(rule.json());
    }
}
