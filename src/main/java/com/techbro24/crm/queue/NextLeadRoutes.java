package com.techbro24.crm.queue;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The routes of the queue. The contract requires a GET that claims; repeating it is safe, because
 * it returns the existing claim.
 */
public final class NextLeadRoutes {
    private static final String PATH = "/api/leads/next";

    private final CommandRunner runner;

    public NextLeadRoutes(CommandRunner runner) {
        this.runner = runner;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                PATH,
                                "Claim the best lead to call now; it is reserved for the caller"
                                        + " for a limited time. 204 if none is waiting.")
                        .problems(Problem.Code.FORBIDDEN)
                        .named("Get next lead")
                        .replies(NextLead.class)
                        .orNothing()
                        .answer(this::next),
                Route.command(Route.Method.POST, PATH, NextLeadCommand.CLAIM_NEXT)
                        .named("Claim next lead")
                        .orNothing(),
                Route.command(Route.Method.DELETE, PATH, NextLeadCommand.RELEASE)
                        .named("Release claimed lead"));
    }

    private Reply next(Request request) {
        Answer answer =
                runner.run(Submission.of(new NextLeadCommand.ClaimNext(), request.caller()));
        String body = answer.body();
        return body == null
                ? Reply.empty()
                : Reply.of(200, "application/json", body.getBytes(StandardCharsets.UTF_8))
                        .withHeader("Cache-Control", "no-store");
    }
}
