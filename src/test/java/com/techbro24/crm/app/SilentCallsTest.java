package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that a provider does not tell of, and recordings, which it keeps. */
@ParameterizedClass
@EnumSource
record SilentCallsTest(TestDatabase kind) {
    @Test
    void a_call_that_nothing_is_told_of_is_asked_for() {
        try (CallCentre centre = CallCentre.impatient(kind)) {
            String id = centre.dial(centre.lead("")).get("id").asText();
            FakeTwilio.Made asked = centre.twilio.lastCall();
            asked.state().put("status", "completed");
            centre.twilio.leg(
                    Map.of(
                            "status", "completed",
                            "duration", "17",
                            "parent_call_sid", asked.sid()));

            eventually(() -> assertThat(centre.status(id)).isEqualTo("completed"));
            assertThat(centre.call(id).get("durationSeconds").intValue()).isEqualTo(17);
        }
    }

    @Test
    void a_call_that_the_provider_never_heard_of_has_failed() {
        try (CallCentre centre = CallCentre.impatient(kind)) {
            centre.twilio.fail(0, 0, Map.of());
            String body = "{\"leadId\":\"" + centre.lead("") + "\"}";

            centre.crm.post(centre.ann.token(), "/api/calls/dial", body).expect(503);

            String id =
                    centre.crm
                            .get(centre.ann.token(), "/api/calls")
                            .json()
                            .at("/data/0/id")
                            .asText();
            eventually(() -> assertThat(centre.status(id)).isEqualTo("failed"));
        }
    }

    @Test
    void a_recording_is_heard_by_those_who_see_the_call() throws Exception {
        try (CallCentre centre = CallCentre.open(kind)) {
            String id = centre.dial(centre.lead("")).get("id").asText();
            String address = centre.connect(centre.twilio.lastCall());
            String sid = centre.twilio.sid("CA");
            centre.events(address, sid, Map.of()).forEach(centre::tell);
            String about = address.replaceFirst("&leg=lead", "&about=recording");
            Map<String, String> form = new LinkedHashMap<>();
            form.put("CallSid", sid);
            form.put("RecordingSid", "RE1");
            form.put("RecordingUrl", centre.twilio.recording("sound".getBytes(UTF_8)));
            centre.tell(new CallCentre.Event(about, form));

            String path = "/api/calls/" + id + "/recording";
            assertThat(raw(centre, centre.ann, path).body()).isEqualTo("sound".getBytes(UTF_8));
            assertThat(raw(centre, centre.ann, path).headers().firstValue("content-type"))
                    .contains("audio/mpeg");
            Person bob = centre.crm.person("Bob", "agent", "south");
            assertThat(raw(centre, bob, path).statusCode()).isEqualTo(404);

            // Credentials go to the account only, whatever an agent writes into a call.
            centre.crm
                    .put(
                            centre.ann.token(),
                            "/api/calls/" + id,
                            "{\"recordingUrl\":\"" + centre.twilio.url() + "/elsewhere\"}")
                    .expect(200);
            centre.crm.get(centre.ann.token(), path).expect(422);
        }
    }

    private static HttpResponse<byte[]> raw(CallCentre centre, Person as, String path)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(centre.crm.url() + path))
                        .header("authorization", "Bearer " + as.token())
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
