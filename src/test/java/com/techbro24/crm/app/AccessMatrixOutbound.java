package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import java.util.List;
import java.util.stream.Stream;

/** The lines of {@link AccessMatrixFixtures} for what leaves the server and comes back. */
final class AccessMatrixOutbound {
    private AccessMatrixOutbound() {}

    static List<Fixture> all() {
        return Stream.concat(messages().stream(), webhooks().stream()).toList();
    }

    private static List<Fixture> webhooks() {
        return List.of(
                of("GET /api/webhooks"),
                of("POST /api/webhooks"),
                of("GET /api/webhooks/{id}").row(Row.WEBHOOK),
                of("PUT /api/webhooks/{id}").row(Row.WEBHOOK).body("{'mode':'ordered'}"),
                of("DELETE /api/webhooks/{id}").row(Row.WEBHOOK),
                of("POST /api/webhooks/{id}/secret").row(Row.WEBHOOK),
                of("GET /api/webhooks/{id}/deliveries").row(Row.WEBHOOK),
                of("POST /api/webhooks/{id}/test").row(Row.WEBHOOK).body("{'event':null}"),
                of("POST /api/webhooks/{id}/enable").row(Row.WEBHOOK).body("{}"),
                of("POST /api/webhooks/{id}/rotate-secret").row(Row.WEBHOOK).body("{}"),
                of("POST /api/webhooks/{id}/replay").row(Row.WEBHOOK).body("{'fromSeq':1}"),
                of("POST /api/webhooks/deliveries/{id}/replay").row(Row.DELIVERY));
    }

    private static List<Fixture> messages() {
        return List.of(
                of("GET /api/messages").shows(Row.MESSAGE),
                of("GET /api/messages/{id}").row(Row.MESSAGE),
                of("POST /api/messages/{id}/retry").row(Row.FAILED_MESSAGE),
                of("POST /api/messages/{id}/cancel").row(Row.WAITING_MESSAGE),
                of("POST /api/messages/release").body("{}"));
    }
}
