package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;

import java.util.List;

/** The lines of {@link AccessMatrixFixtures} for what reaches an agent outside of the program. */
final class AccessMatrixReach {
    private AccessMatrixReach() {}

    static List<Fixture> all() {
        return List.of(
                of("GET /api/calendar/feed"),
                of("POST /api/calendar/feed"),
                of("DELETE /api/calendar/feed"),
                of("POST /api/mail/test"),
                of("GET /api/push/key"),
                of("PUT /api/push/subscriptions"),
                of("DELETE /api/push/subscriptions"));
    }
}
