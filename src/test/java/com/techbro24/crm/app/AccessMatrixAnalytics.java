package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import java.util.List;

/** The lines of {@link AccessMatrixFixtures} about the figures of the team. */
final class AccessMatrixAnalytics {
    private AccessMatrixAnalytics() {}

    static List<Fixture> fixtures() {
        return List.of(
                of("GET /api/analytics/overview"),
                of("GET /api/analytics/agents").shows(Row.AGENT),
                of("GET /api/analytics/agents/{agentId}"),
                of("GET /api/analytics/calls"),
                of("GET /api/analytics/hours"),
                of("GET /api/analytics/funnel"),
                of("GET /api/analytics/speed-to-lead"),
                of("GET /api/analytics/follow-ups"),
                of("GET /api/analytics/pipeline"),
                of("POST /api/analytics/check"),
                of("GET /api/analytics/activity").shows(Row.AGENT));
    }
}
