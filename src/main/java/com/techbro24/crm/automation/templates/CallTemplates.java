package com.techbro24.crm.automation.templates;

import static com.techbro24.crm.automation.templates.ConditionJson.any;
import static com.techbro24.crm.automation.templates.ConditionJson.eq;
import static com.techbro24.crm.automation.templates.ConditionJson.exists;
import static com.techbro24.crm.automation.templates.ConditionJson.in;
import static com.techbro24.crm.automation.templates.ConditionJson.is;
import static com.techbro24.crm.automation.templates.ConditionJson.isField;
import static com.techbro24.crm.automation.templates.ConditionJson.isMissing;
import static com.techbro24.crm.automation.templates.ConditionJson.isOlderThan;
import static com.techbro24.crm.automation.templates.ConditionJson.isSince;
import static com.techbro24.crm.automation.templates.ConditionJson.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.automation.templates.RuleJson.ActionJson;
import java.time.Duration;
import java.util.List;

/** The templates about calls: missed ones, those that qualify a lead, and no-shows. */
final class CallTemplates {
    /** The call's own agent may not see the lead, and would then get no reminder about it. */
    private static final String LEADS_AGENT = "{{lead.assignedAgentId, owner.id}}";

    private static final List<String> UNANSWERED = List.of("no_answer", "busy");
    private static final List<String> WORKED = List.of("open", "working");

    /** The outcomes after which a lead may count as reached. */
    static final List<String> REACHED =
            List.of(
                    "interested",
                    "sale",
                    "callback_requested",
                    "not_interested",
                    "language_barrier",
                    "other");

    /** From each of the first statuses, a lead may go to each of the second. */
    static final List<String> FROM =
            List.of("new", "attempted", "contacted", "qualified", "negotiation", "nurture", "lost");

    static final List<String> TO = List.of("contacted", "qualified", "negotiation", "nurture");

    private CallTemplates() {}

    static RuleTemplate missedCallFollowUp() {
        return new RuleTemplate(
                "missed-call-follow-up",
                "Missed call follow-up",
                "When a call of a lead was missed, or a call to it was not answered and has no"
                        + " outcome, and nobody calls or reaches the lead in the meantime, its"
                        + " agent gets a reminder to call back; for a lead without an agent, the"
                        + " owner of the rule.",
                List.of(
                        Parameter.duration(
                                "wait",
                                "PT15M",
                                "PT1M",
                                "P1D",
                                "Wait",
                                "How long it waits for somebody to call back."),
                        Parameter.duration(
                                "retryIn",
                                "PT2H",
                                "PT1M",
                                "P30D",
                                "Call back in",
                                "The reminder is due this long after the wait."),
                        Parameter.number(
                                "attemptsMax",
                                5,
                                1,
                                100,
                                "Attempts",
                                "Leads with this many attempts or more are left alone.")),
                CallTemplates::missedCall);
    }

    private static List<ObjectNode> missedCall(Chosen chosen) {
        return List.of(
                RuleJson.named("Missed call follow-up", "A reminder to call a lead back.")
                        .on("call.missed", "call.ended")
                        .when(
                                any(
                                        eq("call.status", "missed"),
                                        ConditionJson.all(
                                                List.of(
                                                        in("call.status", UNANSWERED),
                                                        isMissing("call.outcome")))),
                                exists("call.leadId"),
                                eq("lead.doNotCall", false),
                                in("lead.statusCategory", WORKED),
                                is("lead.callAttempts", "lt", chosen.number("attemptsMax")),
                                // Looked at again after the wait.
                                isField("lead.callAttempts", "eq", "then.lead.callAttempts"),
                                not(isField("lead.lastContactedAt", "after", "event.at")))
                        .after(chosen.duration("wait"))
                        .whileWaiting("restart")
                        .inCallingHours()
                        .then(callBack(chosen.length("retryIn"), "Call {{lead.name}} back"))
                        .json());
    }

    private static ActionJson callBack(String in, String title) {
        return ActionJson.of("create_follow_up")
                .with("agentId", LEADS_AGENT)
                .with("leadId", "{{call.leadId}}")
                .with("in", in)
                .with("title", title)
                .with("kind", "call_back")
                .with("avoidDouble", true);
    }

    static RuleTemplate leadQualification() {
        return new RuleTemplate(
                "lead-qualification",
                "Lead qualification",
                "When a call reached the lead, was long enough and had one of the outcomes, the"
                        + " lead's status moves on. The outcome may also be set after the call.",
                List.of(
                        Parameter.words(
                                "outcomes",
                                List.of("interested", "callback_requested"),
                                REACHED,
                                "Outcomes",
                                "Only calls with one of these outcomes."),
                        Parameter.number(
                                "minTalkSeconds",
                                120,
                                0,
                                36_000,
                                "Talk time",
                                "The shortest talk time in seconds."),
                        Parameter.words(
                                "from",
                                List.of("new", "attempted", "contacted"),
                                FROM,
                                "From",
                                "Only leads with one of these statuses."),
                        Parameter.word("to", "qualified", TO, "To", "The new status of the lead.")),
                CallTemplates::qualification);
    }

    private static List<ObjectNode> qualification(Chosen chosen) {
        if (chosen.texts("from").contains(chosen.text("to"))) {
            chosen.refuse("to", "not_allowed", "must not be one of the statuses in from");
        }
        return List.of(
                RuleJson.named("Lead qualification", "A good call moves the lead's status on.")
                        .on("call.ended", "call.updated")
                        .changing("outcome")
                        .when(
                                exists("call.leadId"),
                                eq("call.contact", true),
                                in("call.outcome", chosen.texts("outcomes")),
                                is("call.durationSeconds", "gte", chosen.number("minTalkSeconds")),
                                in("lead.status", chosen.texts("from")))
                        // The rules of outcomes act first.
                        .after(Duration.ofSeconds(5))
                        .then(
                                ActionJson.of("update_lead_status")
                                        .with("leadId", "{{call.leadId}}")
                                        .with("status", chosen.text("to")))
                        .json());
    }

    static RuleTemplate noShow() {
        return new RuleTemplate(
                "no-show",
                "No-show",
                "When a scheduled call was not answered, the lead's agent gets a reminder to try"
                        + " again. When a scheduled call was never made, the managers are told.",
                List.of(
                        Parameter.duration(
                                "retryIn",
                                "PT1H",
                                "PT1M",
                                "P30D",
                                "Try again in",
                                "The reminder is due this long after the call."),
                        Parameter.duration(
                                "grace",
                                "PT15M",
                                "PT1M",
                                "PT12H",
                                "Grace",
                                "How long after its time a scheduled call counts as not made; it"
                                        + " looks every half hour.")),
                CallTemplates::noShows);
    }

    private static List<ObjectNode> noShows(Chosen chosen) {
        return List.of(
                RuleJson.named("No-show", "A scheduled call was not answered.")
                        .on("call.ended")
                        .when(
                                exists("call.scheduledAt"),
                                in("call.status", UNANSWERED),
                                exists("call.leadId"),
                                eq("lead.doNotCall", false),
                                in("lead.statusCategory", WORKED))
                        .inCallingHours()
                        .then(callBack(chosen.length("retryIn"), "No-show: call {{lead.name}}"))
                        .json(),
                RuleJson.named("Scheduled call not made", "Nobody made a scheduled call.")
                        .at("0,30 * * * *", "UTC")
                        .each("call")
                        .when(
                                eq("call.status", "scheduled"),
                                isOlderThan("call.scheduledAt", chosen.length("grace")),
                                // Older ones were known before the rule was switched on.
                                isSince("call.scheduledAt", "P1D"))
                        .oncePerRecord()
                        .then(
                                ActionJson.of("send_notification")
                                        .with("to", "managers")
                                        .with(
                                                "title",
                                                "Nobody made the scheduled call with"
                                                        + " {{lead.name, call.phone}}")
                                        .with(
                                                "message",
                                                "It was scheduled for"
                                                        + " {{call.scheduledAt | datetime}}, for"
                                                        + " {{agent.name | default:\"nobody\"}}.")
                                        .with("priority", "high"))
                        .json());
    }
}
