package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;

/** The route that checks the figures of this node. */
public final class AnalyticsCheckRoutes {
    private final AnalyticsChecks checks;

    public AnalyticsCheckRoutes(AnalyticsChecks checks) {
        this.checks = checks;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/analytics/check",
                                "Compare the figures of this node with sums of the tables, and load"
                                        + " them again if they differ.")
                        .named("Check analytics")
                        .roles(Role.ADMINS)
                        .replies(CheckReport.class)
                        .answer(this::check));
    }

    private Reply check(Request request) {
        request.caller().checkMayWrite();
        return Reply.json(checks.check());
    }
}
