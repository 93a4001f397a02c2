package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.support.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Click to call over Twilio: the agent is rung, then the lead, and callbacks tell the rest. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class DialTest {
    @Parameter TestDatabase kind;
    CallCentre centre;

    @BeforeEach
    void start() {
        centre = CallCentre.open(kind);
    }

    @AfterEach
    void stop() {
        centre.close();
    }

    @Test
    void the_lead_answering_is_the_call_and_the_agent_answering_is_not() {
        String lead = centre.lead("");
        String id = centre.dial(lead).get("id").asText();
        FakeTwilio.Made asked = centre.twilio.lastCall();
        assertThat(asked.form().need("To")).isEqualTo(CallCentre.AGENTS_NUMBER);
        assertThat(asked.form().need("From")).isEqualTo(FakeTwilio.NUMBER);
        assertThat(centre.status(id)).isEqualTo("ringing");

        String address = centre.connect(asked);
        assertThat(centre.status(id)).isEqualTo("ringing");
        String sid = centre.twilio.sid("CA");
        List<CallCentre.Event> events =
                centre.events(address, sid, Map.of("ParentCallSid", asked.sid()));
        centre.tell(events.get(0));
        centre.tell(events.get(1));
        assertThat(centre.status(id)).isEqualTo("ringing");
        centre.tell(events.get(2));
        assertThat(centre.status(id)).isEqualTo("in_progress");
        assertThat(centre.call(id).get("providerCallId").asText()).isEqualTo(sid);
        centre.tell(events.get(3));

        assertThat(centre.call(id).get("durationSeconds").intValue()).isEqualTo(42);
        assertThat(centre.status(id)).isEqualTo("completed");
        assertThat(
                        centre.crm
                                .get(centre.ann.token(), "/api/agents/" + centre.ann.id())
                                .json()
                                .get("status")
                                .asText())
                .isEqualTo("wrap_up");
    }

    @Test
    void callbacks_may_come_late_twice_and_in_any_order() {
        for (int seed = 1; seed <= 6; seed++) {
            String lead =
                    centre.crm
                            .post(
                                    centre.ann.token(),
                                    "/api/leads",
                                    "{\"name\":\"Walker\",\"allowDuplicate\":true,\"phone\":\"%s\"}"
                                            .formatted(CallCentre.LEADS_NUMBER))
                            .expect(201)
                            .id();
            String id = centre.dial(lead).get("id").asText();
            FakeTwilio.Made asked = centre.twilio.lastCall();
            String address = centre.connect(asked);
            String sid = centre.twilio.sid("CA");
            List<CallCentre.Event> events =
                    centre.events(address, sid, Map.of("ParentCallSid", asked.sid()));
            events.addAll(
                    centre.events(asked.form().need("StatusCallback"), asked.sid(), Map.of()));
            events.addAll(List.copyOf(events));
            Collections.shuffle(events, new Random(seed));
            events.forEach(centre::tell);

            JsonNode call = centre.call(id);
            assertThat(call.get("status").asText()).as("seed %d", seed).isEqualTo("completed");
            assertThat(call.get("durationSeconds").intValue()).isEqualTo(42);
            assertThat(ends(id)).as("ends of the call").isEqualTo(1);
        }
    }

    /** How often the timeline says that the call has ended. */
    private long ends(String callId) {
        String lead = centre.call(callId).get("leadId").asText();
        return centre
                .crm
                .get(centre.ann.token(), "/api/leads/" + lead + "/timeline")
                .json()
                .get("data")
                .findValuesAsText("event")
                .stream()
                .filter("call.ended"::equals)
                .count();
    }

    @Test
    void an_agent_who_does_not_answer_ends_the_call_without_calling_the_lead() {
        String id = centre.dial(centre.lead("")).get("id").asText();
        FakeTwilio.Made asked = centre.twilio.lastCall();
        centre.tell(
                new CallCentre.Event(
                        asked.form().need("StatusCallback"),
                        CallCentre.form(asked.sid(), "no-answer", 2)));

        assertThat(centre.status(id)).isEqualTo("cancelled");
        var late =
                centre.twilio.callBack(
                        centre.crm,
                        asked.form().need("Url"),
                        CallCentre.form(asked.sid(), "in-progress", 3));
        assertThat(late.body()).contains("<Hangup/>");
    }

    @Test
    void a_busy_lead_is_busy_even_if_only_the_end_of_the_dialling_is_told() {
        String id = centre.dial(centre.lead("")).get("id").asText();
        FakeTwilio.Made asked = centre.twilio.lastCall();
        var answer =
                centre.twilio.callBack(
                        centre.crm,
                        asked.form().need("Url"),
                        CallCentre.form(asked.sid(), "in-progress", 1));
        Map<String, String> form = CallCentre.form(asked.sid(), "in-progress", 2);
        form.put("DialCallSid", centre.twilio.sid("CA"));
        form.put("DialCallStatus", "busy");
        String action = FakeTwilio.attribute(answer.body(), "Dial", "action");
        assertThat(centre.twilio.callBack(centre.crm, action, form).body()).contains("<Hangup/>");

        assertThat(centre.status(id)).isEqualTo("busy");
    }

    @Test
    void the_rules_of_a_start_apply_and_nobody_is_rung() {
        String marked = centre.lead(",\"doNotCall\":true");
        String body = "{\"leadId\":\"" + marked + "\"}";

        assertThat(
                        centre.crm
                                .post(centre.ann.token(), "/api/calls/dial", body)
                                .expect(422)
                                .json()
                                .at("/rules/0")
                                .asText())
                .isEqualTo("do_not_call");
        assertThat(centre.crm.get(centre.ann.token(), "/api/calls").json().get("data")).isEmpty();
        assertThat(centre.twilio.made).isEmpty();
    }

    @Test
    void a_refusal_of_the_provider_ends_the_call_and_is_told() {
        centre.twilio.fail(400, 21_211, Map.of());
        String body = "{\"leadId\":\"" + centre.lead("") + "\"}";

        String told =
                centre.crm
                        .post(centre.ann.token(), "/api/calls/dial", body)
                        .expect(422)
                        .json()
                        .get("detail")
                        .asText();

        assertThat(told).contains("21211");
        JsonNode call = centre.crm.get(centre.ann.token(), "/api/calls").json().at("/data/0");
        assertThat(call.get("status").asText()).isEqualTo("failed");
    }

    @Test
    void a_forged_callback_is_refused_and_changes_nothing() {
        String id = centre.dial(centre.lead("")).get("id").asText();
        FakeTwilio.Made asked = centre.twilio.lastCall();
        String address = asked.form().need("StatusCallback");
        Map<String, String> form = CallCentre.form(asked.sid(), "failed", 1);

        assertThat(
                        centre.twilio
                                .callBack(centre.crm, address, form, Optional.of("bm8="))
                                .statusCode())
                .isEqualTo(403);
        assertThat(centre.status(id)).isEqualTo("ringing");
    }
}
