package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import com.techbro24.crm.base.Json;
import java.util.List;

/**
 * The lines of {@link AccessMatrixFixtures} about how leads are reached, and whether they may be.
 */
final class AccessMatrixContacts {
    private AccessMatrixContacts() {}

    /** A call with a recording at the provider. */
    static String newRecordedCall(AccessMatrixWorld world) {
        String id = Row.ENDED_CALL.make(world);
        String recording =
                world.crm.setting("CRM_TWILIO_API")
                        + "/2010-04-01/Accounts/"
                        + FakeTwilio.ACCOUNT
                        + "/Recordings/RE1";
        String body =
                Json.object()
                        .put("provider", "twilio")
                        .put("providerCallId", "CA" + id)
                        .put("recordingUrl", recording)
                        .toString();
        world.crm.put(world.owner().token(), "/api/calls/" + id, body).expect(200);
        return id;
    }

    static String newSystemNotification(AccessMatrixWorld world) {
        String body = "{\"title\":\"Tea\",\"team\":\"north\"}";
        String leader = world.person(AccessMatrixWorld.Who.LEADER).token();
        return world.crm.post(leader, "/api/notifications/system", body).expect(200).id();
    }

    static List<Fixture> fixtures() {
        return List.of(
                of("GET /api/leads/{id}/consent").row(Row.LEAD),
                of("POST /api/leads/{id}/consent").row(Row.LEAD),
                of("POST /api/leads/{id}/sms").row(Row.LEAD).body("{'text':'Hello'}"),
                of("POST /api/calls/dial").ofOwner().body("{'leadId':'$lead'}"),
                of("GET /api/calls/{id}/recording").row(Row.RECORDED_CALL));
    }
}
