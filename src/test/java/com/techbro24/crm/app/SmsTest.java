package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** SMS over Twilio in the whole server. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class SmsTest {
    private static final String NUMBER = "+442079460002";
    private static final String INBOUND = FakeTwilio.PUBLIC + "/api/sms/twilio/inbound";

    @Parameter TestDatabase kind;
    FakeTwilio twilio;
    RunningCrm crm;
    Person ann;
    String lead;

    @BeforeEach
    void start() {
        twilio = new FakeTwilio();
        crm = new RunningCrm(RunningCrm.address(kind), Clock.systemUTC(), twilio.settings());
        hours("00:00");
        ann = crm.person("Ann", "agent", "north");
        lead = lead("");
    }

    @AfterEach
    void stop() {
        crm.close();
        twilio.close();
    }

    /**
     * @param from when each day begins; null for days without hours
     */
    private void hours(@Nullable String from) {
        var hours = Json.object();
        for (String day : List.of("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")) {
            if (from == null) {
                hours.putNull(day + "day");
            } else {
                hours.putObject(day + "day").put("from", from).put("to", "24:00");
            }
        }
        crm.put(crm.admin(), "/api/calls/hours", hours.toString()).expect(200);
    }

    private String lead(String more) {
        String body =
                "{\"name\":\"Walker\",\"allowDuplicate\":true,\"phone\":\"%s\"%s}"
                        .formatted(NUMBER, more);
        return crm.post(ann.token(), "/api/leads", body).expect(201).id();
    }

    private RunningCrm.Answer send(String text) {
        String body = Json.object().put("text", text).toString();
        return crm.post(ann.token(), "/api/leads/" + lead + "/sms", body);
    }

    private JsonNode message(String id) {
        return crm.get(ann.token(), "/api/messages/" + id).expect(200).json();
    }

    private void awaits(String id, String status) {
        eventually(() -> assertThat(message(id).get("status").asText()).isEqualTo(status));
    }

    private void tell(String address, Map<String, String> form) {
        var answer = twilio.callBack(crm, address, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static Map<String, String> receipt(String sid, String status) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("MessageSid", sid);
        form.put("MessageStatus", status);
        return form;
    }

    private Map<String, String> inbound(String text) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("MessageSid", twilio.sid("SM"));
        form.put("From", NUMBER);
        form.put("Body", text);
        return form;
    }

    private List<String> standing(String id) {
        return crm.get(ann.token(), "/api/leads/" + id + "/consent?standing=true&channel=sms")
                .json()
                .get("data")
                .findValuesAsText("action");
    }

    @Test
    void a_message_is_sent_and_its_receipts_never_go_back() {
        String id = send("Hello {there}").expect(201).id();
        awaits(id, "sent");
        FakeTwilio.Made sent = twilio.messages().getFirst();
        assertThat(sent.form().need("To")).isEqualTo(NUMBER);
        assertThat(sent.form().need("Body")).isEqualTo("Hello {there}");

        String address = sent.form().need("StatusCallback");
        tell(address, receipt(sent.sid(), "delivered"));
        tell(address, receipt(sent.sid(), "sent"));
        tell(address, receipt(sent.sid(), "delivered"));
        assertThat(message(id).get("status").asText()).isEqualTo("delivered");
        assertThat(message(id).get("aboutId").asText()).isEqualTo(lead);
    }

    @Test
    void too_many_requests_are_tried_again_and_other_errors_are_not() {
        twilio.fail(429, 20_429, Map.of("Retry-After", "1"));
        String id = send("One").expect(201).id();
        eventually(() -> assertThat(message(id).get("error").asText()).contains("20429"));
        assertThat(message(id).get("status").asText()).isEqualTo("queued");

        twilio.fail(400, 21_211, Map.of());
        awaits(send("Two").expect(201).id(), "failed");
    }

    @Test
    void stop_ends_messages_to_every_lead_with_the_number_until_start() {
        String twin = lead("");
        Map<String, String> stop = inbound("Stop.");
        tell(INBOUND, stop);
        tell(INBOUND, stop);

        assertThat(standing(lead)).containsExactly("withdrawn");
        assertThat(standing(twin)).containsExactly("withdrawn");
        assertThat(
                        crm.get(ann.token(), "/api/leads/" + lead + "/consent?channel=sms")
                                .json()
                                .get("data"))
                .as("told twice")
                .hasSize(1);
        send("Hello").expect(422);

        // A new lead with the number knows nothing of it, and still gets nothing.
        lead = lead("");
        awaits(send("Hello").expect(201).id(), "suppressed");
        assertThat(twilio.messages()).isEmpty();

        tell(INBOUND, inbound("START"));
        assertThat(standing(twin)).containsExactly("granted");
        awaits(send("Hello").expect(201).id(), "sent");
    }

    @Test
    void what_the_provider_calls_a_stop_is_one() {
        Map<String, String> form = inbound("Bitte nicht mehr");
        form.put("OptOutType", "STOP");
        tell(INBOUND, form);

        assertThat(standing(lead)).containsExactly("withdrawn");
    }

    @Test
    void a_number_that_the_provider_knows_as_stopped_counts_as_a_stop() {
        twilio.fail(400, 21_610, Map.of());
        awaits(send("Hello").expect(201).id(), "suppressed");

        assertThat(standing(lead)).containsExactly("withdrawn");
        send("Hello").expect(422);
    }

    @Test
    void an_answer_is_told_to_the_agent_of_the_lead() {
        tell(INBOUND, inbound("When do you open?"));

        JsonNode told =
                crm.get(ann.token(), "/api/notifications/agent/" + ann.id()).json().at("/data/0");
        assertThat(told.get("title").asText()).isEqualTo("SMS from Walker");
        assertThat(told.get("message").asText()).isEqualTo("When do you open?");
        assertThat(told.at("/entity/id").asText()).isEqualTo(lead);
    }

    @Test
    void a_message_waits_for_the_calling_hours_of_the_lead() {
        hours(null);
        JsonNode message = send("Hello").expect(201).json();

        assertThat(message.get("dueAt").asText()).isGreaterThan(message.get("createdAt").asText());
        assertThat(twilio.messages()).isEmpty();
    }

    @Test
    void a_long_text_and_a_lead_that_must_not_be_called_are_refused() {
        assertThat(send("ж".repeat(403)).expect(422).json().get("detail").asText())
                .contains("7 segments");
        lead = lead(",\"doNotCall\":true");
        send("Hello").expect(422);
        assertThat(crm.get(ann.token(), "/api/messages").json().get("data")).isEmpty();
    }

    @Test
    void a_notification_reaches_the_telephone_of_the_agent() {
        String me = "/api/agents/" + ann.id();
        crm.put(ann.token(), me, "{\"phone\":\"+442079460001\"}").expect(200);
        String channels = "{\"channels\":{\"alert\":[\"in_app\",\"sms\"]}}";
        crm.put(ann.token(), "/api/notifications/preferences/" + ann.id(), channels).expect(200);
        String alert = "{\"type\":\"alert\",\"title\":\"Look\",\"message\":\"now\"}";
        String id = crm.post(ann.token(), "/api/notifications", alert).expect(201).id();

        eventually(
                () ->
                        assertThat(
                                        crm.get(ann.token(), "/api/notifications/" + id)
                                                .json()
                                                .get("deliveries")
                                                .findValuesAsText("status"))
                                .containsExactly("sent", "sent"));
        FakeTwilio.Made sent = twilio.messages().getFirst();
        assertThat(sent.form().need("To")).isEqualTo("+442079460001");
        assertThat(sent.form().need("Body")).isEqualTo("Look: now");
    }

    @Test
    void a_rule_sends_a_message() {
        String rule =
                """
                {'name':'Thanks','trigger':{'event':'lead.updated','changedFields':['company']},
                 'actions':[{'type':'send_sms','params':{'to':'{{lead.phone}}',
                   'message':'Thank you, {{lead.name}}'}}]}
                """;
        crm.post(crm.admin(), "/api/automation", rule.replace('\'', '"')).expect(201);
        crm.put(ann.token(), "/api/leads/" + lead, "{\"company\":\"Engines\"}").expect(200);

        eventually(() -> assertThat(twilio.messages()).hasSize(1));
        assertThat(twilio.messages().getFirst().form().need("Body")).isEqualTo("Thank you, Walker");
    }
}
