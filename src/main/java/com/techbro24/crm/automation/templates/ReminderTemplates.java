package com.techbro24.crm.automation.templates;

import static com.techbro24.crm.automation.templates.ConditionJson.eq;
import static com.techbro24.crm.automation.templates.ConditionJson.exists;
import static com.techbro24.crm.automation.templates.ConditionJson.in;
import static com.techbro24.crm.automation.templates.ConditionJson.isToCome;
import static com.techbro24.crm.automation.templates.ConditionJson.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.automation.templates.RuleJson.ActionJson;
import java.util.List;

/** The templates about reminders, and the digest of the morning. */
final class ReminderTemplates {
    private static final String MANAGERS = "managers";

    private ReminderTemplates() {}

    static RuleTemplate overdueReminderAlert() {
        return new RuleTemplate(
                "overdue-reminder-alert",
                "Overdue reminder alert",
                "When an overdue reminder is still not done after a while, the managers are told."
                        + " A reminder that was snoozed in the meantime is left alone.",
                List.of(
                        Parameter.duration(
                                "after",
                                "PT1H",
                                "PT0S",
                                "P7D",
                                "After",
                                "How long after it became overdue."),
                        Parameter.words(
                                "priorities",
                                List.of("normal", "high"),
                                List.of("low", "normal", "high"),
                                "Priorities",
                                "Only reminders with one of these priorities.")),
                ReminderTemplates::overdue);
    }

    private static List<ObjectNode> overdue(Chosen chosen) {
        return List.of(
                RuleJson.named("Overdue reminder alert", "An overdue reminder is not done.")
                        .on("reminder.overdue")
                        .when(
                                in("reminder.priority", chosen.texts("priorities")),
                                eq("reminder.status", "pending"),
                                not(isToCome("reminder.snoozedUntil")))
                        .after(chosen.duration("after"))
                        .then(
                                alert(
                                        "{{agent.name}} has not done: {{reminder.title}}",
                                        "It was due at {{reminder.dueAt | datetime}}."))
                        .json());
    }

    private static ActionJson alert(String title, String message) {
        return ActionJson.of("send_notification")
                .with("to", MANAGERS)
                .with("title", title)
                .with("message", message)
                .with("priority", "high");
    }

    static RuleTemplate callbackPromised() {
        return new RuleTemplate(
                "callback-promised",
                "Callback promised",
                "When a lead was not called back as promised, the managers are told. It looks at"
                        + " overdue reminders to call a lead back: those of promised callbacks and"
                        + " those made by hand or by a rule. They are done when the lead was"
                        + " reached. With the overdue reminder alert, the managers are told twice.",
                List.of(
                        Parameter.duration(
                                "after",
                                "PT30M",
                                "PT0S",
                                "P7D",
                                "After",
                                "How long after the reminder became overdue.")),
                ReminderTemplates::callback);
    }

    private static List<ObjectNode> callback(Chosen chosen) {
        return List.of(
                RuleJson.named("Callback promised", "A lead was not called back as promised.")
                        .on("reminder.overdue")
                        .when(
                                eq("reminder.kind", "call_back"),
                                eq("reminder.status", "pending"),
                                not(isToCome("reminder.snoozedUntil")),
                                exists("reminder.leadId"),
                                eq("lead.doNotCall", false))
                        .after(chosen.duration("after"))
                        .then(
                                alert(
                                        "{{agent.name}} has not called {{lead.name}} back",
                                        "The call was due at {{reminder.dueAt | datetime}}."))
                        .json());
    }

    static RuleTemplate morningDigest(String timezone) {
        return new RuleTemplate(
                "morning-digest",
                "Morning digest",
                "On the chosen days, the managers are reminded to look at the overview before the"
                        + " calls begin. The message says where to look; it contains no numbers.",
                List.of(
                        Parameter.time("time", "08:00", "Time", "When it is sent."),
                        Parameter.words(
                                "days",
                                Parameter.WORKDAYS,
                                Parameter.DAYS,
                                "Days",
                                "The days on which it is sent."),
                        Parameter.timezone(timezone),
                        Parameter.agent(
                                "to", "To", "Who gets it; none means the managers of the rule.")),
                ReminderTemplates::digest);
    }

    private static List<ObjectNode> digest(Chosen chosen) {
        String message =
                "Before the calls begin: overdue reminders, leads without an agent, new leads that"
                        + " nobody has called, and the calls of yesterday.";
        return List.of(
                RuleJson.named("Morning digest", "A reminder to look at the overview.")
                        .at(chosen.cron("time", chosen.texts("days")), chosen.text("timezone"))
                        .then(
                                ActionJson.of("send_notification")
                                        .with("to", chosen.agent("to").orElse(MANAGERS))
                                        .with("title", "Good morning: look at the overview")
                                        .with("message", message)
                                        .with("priority", "normal"))
                        .json());
    }
}
