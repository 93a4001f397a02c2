package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Test fixture: a server that calls over a fake of Twilio, and an agent with a telephone. */
final class CallCentre implements AutoCloseable {
    static final String AGENTS_NUMBER = "+442079460001";
    static final String LEADS_NUMBER = "+442079460002";

    final FakeTwilio twilio = new FakeTwilio();
    final RunningCrm crm;
    final Person ann;

    CallCentre(TestDatabase kind, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(twilio.settings());
        settings.putAll(more);
        crm = new RunningCrm(RunningCrm.address(kind), Clock.systemUTC(), settings);
        var hours = Json.object();
        for (String day : List.of("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")) {
            hours.putObject(day + "day").put("from", "00:00").put("to", "24:00");
        }
        crm.put(crm.admin(), "/api/calls/hours", hours.toString()).expect(200);
        ann = crm.person("Ann", "agent", "north");
        phone(ann, AGENTS_NUMBER);
    }

    /** Where silent calls are left alone. */
    static CallCentre open(TestDatabase kind) {
        return new CallCentre(kind, Map.of("CRM_CALL_SILENCE", "PT1H"));
    }

    /** Where a silent call is soon asked for. */
    static CallCentre impatient(TestDatabase kind) {
        return new CallCentre(kind, Map.of("CRM_CALL_SILENCE", "PT1S"));
    }

    void phone(Person agent, String number) {
        crm.put(agent.token(), "/api/agents/" + agent.id(), "{\"phone\":\"" + number + "\"}")
                .expect(200);
    }

    String lead(String more) {
        String body = "{\"name\":\"Walker\",\"phone\":\"%s\"%s}".formatted(LEADS_NUMBER, more);
        return crm.post(ann.token(), "/api/leads", body).expect(201).id();
    }

    JsonNode dial(String lead) {
        String body = "{\"leadId\":\"" + lead + "\"}";
        return crm.post(ann.token(), "/api/calls/dial", body).expect(201).json();
    }

    JsonNode call(String id) {
        return crm.get(ann.token(), "/api/calls/" + id).expect(200).json();
    }

    String status(String callId) {
        return call(callId).get("status").asText();
    }

    /** What is told of a leg. */
    record Event(String address, Map<String, String> form) {}

    static Map<String, String> form(String sid, String status, int number) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("CallSid", sid);
        form.put("CallStatus", status);
        form.put("SequenceNumber", Integer.toString(number));
        return form;
    }

    List<Event> events(String address, String sid, Map<String, String> more) {
        List<Event> events = new ArrayList<>();
        List<String> statuses = List.of("initiated", "ringing", "in-progress", "completed");
        for (int index = 0; index < statuses.size(); index++) {
            Map<String, String> form = form(sid, statuses.get(index), index);
            form.putAll(more);
            if (index == statuses.size() - 1) {
                form.put("CallDuration", "42");
            }
            events.add(new Event(address, form));
        }
        return events;
    }

    void tell(Event event) {
        assertThat(twilio.callBack(crm, event.address(), event.form()).statusCode()).isEqualTo(200);
    }

    /** The agent answers, and Twilio is told to call the lead; returns the status address. */
    String connect(FakeTwilio.Made asked) {
        var answer =
                twilio.callBack(crm, asked.form().need("Url"), form(asked.sid(), "in-progress", 9));
        assertThat(answer.body()).contains(">" + LEADS_NUMBER + "</Number>");
        return FakeTwilio.attribute(answer.body(), "Number", "statusCallback");
    }

    @Override
    public void close() {
        crm.close();
        twilio.close();
    }
}
