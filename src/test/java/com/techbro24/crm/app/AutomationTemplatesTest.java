package com.techbro24.crm.app;

import static com.techbro24.crm.app.AutomationTeam.json;
import static com.techbro24.crm.app.AutomationTeam.made;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the templates do in one running server, as clients see it. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // set before the first test
class AutomationTemplatesTest {
    static TestClock clock;
    static RunningCrm crm;

    @Parameter TestDatabase kind;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase kind) {
        clock = new TestClock();
        crm = new RunningCrm(RunningCrm.address(kind), clock);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        crm.close();
    }

    private AutomationTeam team(String name) {
        return AutomationTeam.of(crm, name);
    }

    private String in(String duration) {
        return Times.format(clock.instant().plus(Duration.parse(duration)));
    }

    private void advance(String by) {
        clock.advance(Duration.parse(by));
    }

    private JsonNode reminder(AutomationTeam team, JsonNode run) {
        String path = "/api/reminders/" + made(run, "reminder.create");
        return crm.get(team.agent().token(), path).expect(200).json();
    }

    @Test
    void a_new_lead_gives_its_agent_a_reminder_of_the_first_call() {
        AutomationTeam team = team("new");
        String rule = team.rule("new-lead-follow-up", "{'within':'PT30M'}");
        String lead = team.lead("Nora New");

        JsonNode reminder = reminder(team, team.ran(rule));
        assertThat(reminder.get("title").textValue()).isEqualTo("First call: Nora New");
        assertThat(reminder.get("agentId").textValue()).isEqualTo(team.agent().id());
        assertThat(reminder.get("leadId").textValue()).isEqualTo(lead);
        assertThat(reminder.get("dueAt").textValue()).isEqualTo(in("PT30M"));
        assertThat(team.leadOf(lead).get("nextFollowUpAt").textValue()).isEqualTo(in("PT30M"));
        assertThat(team.why(rule, lead)).isEqualTo("done");

        // It acts once for each lead, also if the lead is assigned again.
        String assign = "/api/leads/" + lead + "/assign";
        for (Person each : List.of(team.manager(), team.agent())) {
            crm.post(team.manager().token(), assign, json("{'agentId':'" + each.id() + "'}"))
                    .expect(200);
        }
        assertThat(team.why(rule, lead)).isEqualTo("once_per");
        assertThat(team.runs(rule)).hasSize(1);
    }

    @Test
    void a_missed_call_that_nobody_returns_becomes_a_reminder_to_call_back() {
        AutomationTeam team = team("missed");
        String rule = team.rule("missed-call-follow-up", "{'wait':'PT10M'}");
        String lead = team.lead("Mo Missed");
        String call = team.call(lead, "inbound");
        team.step(call, "end", "{'status':'missed'}");
        var _ = team.run(rule, call, "waiting");
        assertThat(team.why(rule, lead)).isEqualTo("waiting");
        assertThat(team.reminders()).isEmpty();

        advance("PT10M");
        JsonNode reminder = reminder(team, team.ran(rule));
        assertThat(reminder.get("title").textValue()).isEqualTo("Call Mo Missed back");
        assertThat(reminder.get("kind").textValue()).isEqualTo("call_back");
        assertThat(reminder.get("dueAt").textValue()).isEqualTo(in("PT2H"));
        assertThat(team.why(rule, lead)).isEqualTo("done");
    }

    @Test
    void a_missed_call_that_somebody_returns_in_time_makes_no_reminder() {
        AutomationTeam team = team("returned");
        String rule = team.rule("missed-call-follow-up", "{'wait':'PT10M'}");
        String lead = team.lead("Rita Returned");
        String missed = team.call(lead, "inbound");
        team.step(missed, "end", "{'status':'missed'}");
        var _ = team.run(rule, missed, "waiting");
        String back = team.call(lead, "outbound");
        team.step(back, "start", "{}");
        team.step(back, "end", "{'outcome':'left_voicemail'}");

        advance("PT10M");
        JsonNode run = team.run(rule, missed, "skipped");
        assertThat(run.get("reason").textValue()).isEqualTo("conditions_changed");
        assertThat(run.get("trace").toString()).contains("\"saw\":1");
        assertThat(team.reminders()).isEmpty();
        JsonNode explained = team.explained(rule, lead);
        assertThat(explained.get("why").textValue()).isEqualTo("conditions");
        assertThat(explained.get("event").textValue()).isEqualTo("call.ended");
        assertThat(explained.at("/run/id")).isEqualTo(run.get("id"));
    }

    @Test
    void a_good_call_qualifies_its_lead() {
        AutomationTeam team = team("good");
        String rule = team.rule("lead-qualification", "{}");
        String lead = team.lead("Gus Good");
        String call = team.call(lead, "outbound");
        team.step(call, "start", "{}");
        advance("PT3M");
        team.step(call, "end", "{'outcome':'callback_requested','callbackAt':'" + in("P1D") + "'}");
        var _ = team.run(rule, call, "waiting");
        assertThat(team.leadOf(lead).get("status").textValue()).isEqualTo("contacted");

        advance("PT5S");
        assertThat(made(team.ran(rule), "lead.set_status")).isEqualTo(lead);
        assertThat(team.leadOf(lead).get("status").textValue()).isEqualTo("qualified");
        assertThat(team.why(rule, lead)).isEqualTo("done");
        JsonNode moved = team.onTimeline(team.agent(), lead, "lead.status_changed").orElseThrow();
        assertThat(moved.get("via").textValue()).isEqualTo("rule:" + rule);
        assertThat(moved.get("actor").textValue()).isEqualTo(team.manager().id());
    }

    @Test
    void a_reminder_that_stays_overdue_alerts_the_managers() {
        AutomationTeam team = team("late");
        String rule = team.rule("overdue-reminder-alert", "{}");
        String lead = team.lead("Lea Late");
        String done = reminder(team, lead, "Send the contract");
        String open = reminder(team, lead, "Send the offer");
        advance("PT1H");
        advance("PT15M");
        var _ = team.run(rule, done, "waiting");
        var _ = team.run(rule, open, "waiting");
        crm.post(team.agent().token(), "/api/reminders/" + done + "/complete", "{}").expect(200);

        advance("PT1H");
        JsonNode run = team.ran(rule);
        assertThat(run.get("entityId").textValue()).isEqualTo(open);
        assertThat(team.run(rule, done, "skipped").get("reason").textValue())
                .isEqualTo("conditions_changed");
        String inbox = "/api/notifications/agent/" + team.manager().id();
        JsonNode told = team.data(team.manager(), inbox);
        assertThat(told.findValuesAsText("title"))
                .containsExactly("Ann-late has not done: Send the offer");
        assertThat(told.at("/0/id").textValue()).isEqualTo(made(run, "notification.create"));
        assertThat(team.explained(rule, lead).get("event").textValue())
                .isEqualTo("reminder.overdue");
    }

    private String reminder(AutomationTeam team, String lead, String title) {
        String body =
                "{'title':'%s','leadId':'%s','dueAt':'%s'}".formatted(title, lead, in("PT1H"));
        return crm.post(team.agent().token(), "/api/reminders", json(body)).expect(201).id();
    }

    @Test
    void every_template_can_be_turned_on_and_tried() {
        AutomationTeam team = team("all");
        String lead = team.lead("Al Lead");
        JsonNode templates = team.data(team.manager(), "/api/automation/templates");
        assertThat(templates).hasSize(10);
        for (JsonNode template : templates) {
            String name = template.get("name").textValue();
            String rule = team.rule(name, "{}");
            String path = "/api/automation/" + rule;
            JsonNode made = crm.get(team.manager().token(), path).expect(200).json();
            assertThat(made.get("template").textValue()).isEqualTo(name);
            boolean isScheduled = made.at("/trigger/schedule").isObject();
            assertThat(made.get("nextFireAt").isTextual()).as(name).isEqualTo(isScheduled);
            for (String what : List.of("{}", "{'days':1}")) {
                var _ = tried(team, rule, what);
            }
            if (made.at("/trigger/each").asText().equals("lead")) {
                JsonNode tried = tried(team, rule, "{'entity':'" + lead + "'}");
                assertThat(tried.get("matched").booleanValue()).as(name).isFalse();
                assertThat(tried.at("/results/0/conditions/all").isBoolean()).as(name).isTrue();
            }
            assertThat(team.runs(rule)).isEmpty();
        }
        assertThat(team.reminders()).isEmpty();
    }

    private JsonNode tried(AutomationTeam team, String rule, String what) {
        String path = "/api/automation/" + rule + "/test";
        return crm.post(team.manager().token(), path, json(what)).expect(200).json();
    }

    @Test
    void the_trial_of_a_template_says_what_it_would_do_and_does_nothing() {
        AutomationTeam team = team("trial");
        String lead = team.lead("Tess Trial");
        advance("PT1S");
        String rule = team.rule("new-lead-follow-up", "{}");

        JsonNode result = tried(team, rule, "{}").at("/results/0");
        assertThat(result.at("/event/name").textValue()).isEqualTo("lead.assigned");
        assertThat(result.get("matched").booleanValue()).isTrue();
        assertThat(result.at("/actions/0/commands/0/input/title").textValue())
                .isEqualTo("First call: Tess Trial");
        assertThat(team.reminders()).isEmpty();
        assertThat(team.why(rule, lead)).isEqualTo("before_rule");
    }

    @Test
    void the_timeline_shows_runs_to_those_who_see_the_rule() {
        AutomationTeam team = team("timeline");
        Person other = crm.person("Max-timeline", "manager", "timeline");
        String rule = team.rule("new-lead-follow-up", "{}");
        String lead = team.lead("Tim Timeline");
        String run = team.ran(rule).get("id").textValue();

        for (Person sees : List.of(team.manager(), other)) {
            JsonNode entry = team.onTimeline(sees, lead, "automation.ran").orElseThrow();
            assertThat(entry.at("/entity/id").textValue()).isEqualTo(run);
            assertThat(entry.get("via").textValue()).isEqualTo("rule:" + rule);
        }
        assertThat(team.onTimeline(team.agent(), lead, "automation.ran")).isEmpty();
        JsonNode effect = team.onTimeline(team.agent(), lead, "reminder.created").orElseThrow();
        assertThat(effect.get("via").textValue()).isEqualTo("rule:" + rule);
        assertThat(effect.get("actor").textValue()).isEqualTo(team.manager().id());
    }
}
