package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.outbound.StandardSignature;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls from outside: the lead's agent is rung, then who is available. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class IncomingCallTest {
    private static final String VOICE = FakeTwilio.PUBLIC + "/api/telephony/twilio/voice";
    private static final String STATUS = FakeTwilio.PUBLIC + "/api/telephony/twilio/status";
    private static final String CALLER = "+442079460002";
    private static final String SECRET = "whsec_" + "c2VjcmV0".repeat(5);

    @Parameter TestDatabase kind;
    FakeTwilio twilio;
    RunningCrm crm;
    Person ann;
    Person bob;
    String lead;

    @BeforeEach
    void start() {
        twilio = new FakeTwilio();
        Map<String, String> settings = new TreeMap<>(twilio.settings());
        settings.put("CRM_TELEPHONY_URL", twilio.url() + "/pbx");
        settings.put("CRM_TELEPHONY_SECRET", SECRET);
        crm = new RunningCrm(RunningCrm.address(kind), Clock.systemUTC(), settings);
        ann = agent("Ann", "+442079460011");
        bob = agent("Bob", "+442079460012");
        String body = "{\"name\":\"Walker\",\"phone\":\"" + CALLER + "\"}";
        lead = crm.post(ann.token(), "/api/leads", body).expect(201).id();
    }

    @AfterEach
    void stop() {
        crm.close();
        twilio.close();
    }

    private Person agent(String name, String number) {
        Person person = crm.person(name, "agent", "north");
        crm.put(person.token(), "/api/agents/" + person.id(), "{\"phone\":\"" + number + "\"}")
                .expect(200);
        return person;
    }

    private void available(Person agent) {
        crm.post(
                        agent.token(),
                        "/api/agents/" + agent.id() + "/status",
                        "{\"status\":\"available\"}")
                .expect(200);
    }

    private static Map<String, String> form(String sid, String status) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("CallSid", sid);
        form.put("CallStatus", status);
        form.put("From", CALLER);
        return form;
    }

    private String voice(String address, Map<String, String> form) {
        var answer = twilio.callBack(crm, address, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode call() {
        return crm.get(crm.admin(), "/api/calls").json().at("/data/0");
    }

    @Test
    void the_agent_of_the_lead_is_rung_first_and_then_who_is_available() {
        available(bob);
        available(ann);
        String sid = twilio.sid("CA");
        String first = voice(VOICE, form(sid, "ringing"));
        assertThat(first).contains(">+442079460011</Number>");
        assertThat(voice(VOICE, form(sid, "ringing"))).as("asked again").isEqualTo(first);
        assertThat(call().get("leadId").asText()).isEqualTo(lead);
        assertThat(crm.get(crm.admin(), "/api/calls").json().get("data")).hasSize(1);

        Map<String, String> unanswered = form(sid, "in-progress");
        unanswered.put("DialCallSid", twilio.sid("CA"));
        unanswered.put("DialCallStatus", "no-answer");
        String second = voice(FakeTwilio.attribute(first, "Dial", "action"), unanswered);
        assertThat(second).contains(">+442079460012</Number>");

        String leg = twilio.sid("CA");
        String status = FakeTwilio.attribute(second, "Number", "statusCallback");
        voice(status, form(leg, "ringing"));
        assertThat(call().get("status").asText()).isEqualTo("ringing");
        voice(status, form(leg, "in-progress"));
        assertThat(call().get("status").asText()).isEqualTo("in_progress");
        assertThat(call().get("agentId").asText()).isEqualTo(bob.id());
        Map<String, String> ended = form(leg, "completed");
        ended.put("CallDuration", "33");
        voice(status, ended);
        voice(STATUS, form(sid, "completed"));
        assertThat(call().get("status").asText()).isEqualTo("completed");
        assertThat(call().get("durationSeconds").intValue()).isEqualTo(33);
    }

    @Test
    void a_call_that_nobody_can_take_is_missed() {
        assertThat(voice(VOICE, form(twilio.sid("CA"), "ringing"))).contains("<Reject");
        assertThat(call().get("status").asText()).isEqualTo("missed");
        assertThat(call().get("agentId").asText()).isEqualTo(ann.id());
    }

    @Test
    void a_caller_who_hangs_up_before_anybody_answers_is_missed() {
        available(ann);
        String sid = twilio.sid("CA");
        String twiml = voice(VOICE, form(sid, "ringing"));
        String status = FakeTwilio.attribute(twiml, "Number", "statusCallback");
        String leg = twilio.sid("CA");
        voice(status, form(leg, "ringing"));
        voice(STATUS, form(sid, "completed"));
        voice(status, form(leg, "no-answer"));

        assertThat(call().get("status").asText()).isEqualTo("missed");
    }

    private HttpResponse<String> generic(String body, String secret)
            throws IOException, InterruptedException {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var request =
                HttpRequest.newBuilder(URI.create(crm.url() + "/api/telephony/generic"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        new StandardSignature(secret)
                .headers("msg_" + Id.next(), Instant.now(), bytes)
                .forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void a_telephone_system_tells_of_calls_as_signed_json() throws Exception {
        available(ann);
        String ringing = "{'providerCallId':'pbx-1','status':'ringing','from':'" + CALLER + "'}";
        assertThat(generic(ringing, "whsec_" + "YW5vdGhlcg".repeat(5)).statusCode()).isEqualTo(403);
        JsonNode told = Json.read(generic(ringing, SECRET).body());
        assertThat(told.at("/ring/0/number").asText()).isEqualTo("+442079460011");

        String more = "{'providerCallId':'pbx-1','status':'%s','agentId':'%s','durationSeconds':5}";
        String done = more.formatted("completed", ann.id());
        generic(more.formatted("in_progress", ann.id()), SECRET);
        assertThat(call().get("status").asText()).isEqualTo("in_progress");
        assertThat(Json.read(generic(done, SECRET).body()).get("note").isNull()).isTrue();
        assertThat(call().get("status").asText()).isEqualTo("completed");
        String late = "{'providerCallId':'pbx-1','status':'missed'}";
        assertThat(Json.read(generic(late, SECRET).body()).get("note").asText())
                .contains("already ended");
        assertThat(call().get("status").asText()).isEqualTo("completed");
        assertThat(call().get("id").asText()).isEqualTo(told.get("callId").asText());
    }
}
