package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import java.util.List;

/** The lines of {@link AccessMatrixFixtures} for what leaves the server and comes back. */
final class AccessMatrixOutbound {
    private AccessMatrixOutbound() {}

    static List<Fixture> all() {
        return messages();
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
