package com.techbro24.crm.analytics;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** The routes of analytics. Each report is also a table in CSV, with the same values. */
public final class AnalyticsRoutes {
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";
    private static final Parameter FORMAT =
            Parameter.word(
                    "format",
                    Format.class,
                    "json (the default), or csv: a row per day, agent, hour or stage");
    private static final Parameter MODE =
            Parameter.word(
                    "mode",
                    FunnelReport.Mode.class,
                    "period (the default): entries made in the period; cohort: all entries of the"
                            + " leads created in the period");
    private static final List<Parameter> CALLS =
            List.of(
                    Parameter.words("status", CallState.class, "The status of the calls"),
                    Parameter.words("outcome", CallResult.class, "The outcome of the calls"),
                    Parameter.words("direction", CallWay.class, "The direction of the calls"),
                    Parameter.text("source", "The source of the calls' leads"));

    private final Analytics analytics;
    private final Clock clock;
    private final ZoneId zone;

    /** The format of a report. */
    enum Format {
        JSON,
        CSV
    }

    /**
     * @param zone the time zone of callers who have set none
     */
    public AnalyticsRoutes(Analytics analytics, Clock clock, ZoneId zone) {
        this.analytics = analytics;
        this.clock = clock;
        this.zone = zone;
    }

    /** A request, beside the facts that answer it. */
    private record Asked(
            Facts facts, Request request, Question question, ZoneId fallback, Instant now) {
        Period period() {
            return question.period(facts, fallback, now);
        }

        Scope scope() {
            return question.scope(facts);
        }

        ZoneId zone() {
            return question.zone(facts, fallback);
        }

        CallFilter filter() {
            return CallFilter.of(
                    request.words("status", CallState.class),
                    request.words("outcome", CallResult.class),
                    request.words("direction", CallWay.class),
                    request.text("source").map(facts.sources()::find).orElse(-1));
        }

        FunnelReport.Mode mode() {
            return request.words("mode", FunnelReport.Mode.class).stream()
                    .findFirst()
                    .orElse(FunnelReport.Mode.PERIOD);
        }
    }

    public List<Route> routes() {
        return List.of(
                overview(),
                agents(),
                agent(),
                calls(),
                hours(),
                funnel(),
                speedToLead(),
                followUps(),
                pipeline(),
                activity());
    }

    private Route overview() {
        return report(
                        "overview",
                        "The figures of a period, in total and by day, beside those of the period"
                                + " before.",
                        Overview.class,
                        asked -> Overview.of(asked.facts, asked.period(), asked.scope(), asked.now),
                        Overview::daily)
                .sample(CSV, "date,calls,inboundCalls\n2026-01-31,17,3\n")
                .takes(Question.WHEN)
                .takes(Question.WHO);
    }

    private Route agents() {
        return report(
                        "agents",
                        "The figures of the agents, side by side; an agent sees only itself.",
                        AgentsReport.class,
                        asked ->
                                AgentsReport.of(
                                        asked.facts,
                                        asked.question,
                                        asked.period(),
                                        asked.scope(),
                                        asked.now),
                        AgentsReport::agents)
                .sample(CSV, "agentId,name,calls\n0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17,Ada,17\n")
                .takes(Question.WHEN)
                .takes(Question.WHO);
    }

    private Route agent() {
        return report(
                        "agents/:agentId",
                        "One agent: its figures in total and by day, its score with its parts, its"
                                + " trend, and the averages of its team; `me` is the caller.",
                        AgentReport.class,
                        asked ->
                                AgentReport.of(
                                        asked.facts, asked.period(), asked.scope(), asked.now),
                        AgentReport::daily)
                .sample(CSV, "date,calls,inboundCalls\n2026-01-31,17,3\n")
                .takes(Question.WHEN)
                .takes(Question.TEAM);
    }

    private Route calls() {
        return report(
                        "calls",
                        "Calls by outcome, status, hour, weekday and day, and their durations.",
                        CallsReport.class,
                        asked ->
                                CallsReport.of(
                                        asked.facts,
                                        asked.period(),
                                        asked.scope(),
                                        asked.filter(),
                                        asked.now),
                        CallsReport::daily)
                .sample(CSV, "date,calls,inboundCalls\n2026-01-31,17,3\n")
                .takes(Question.WHEN)
                .takes(Question.WHO)
                .takes(CALLS);
    }

    private Route hours() {
        return report(
                        "hours",
                        "When people are reached: outgoing calls by weekday and hour, and the best"
                                + " hours.",
                        HoursReport.class,
                        asked ->
                                HoursReport.of(
                                        asked.facts,
                                        asked.period(),
                                        asked.scope(),
                                        asked.filter(),
                                        asked.now),
                        HoursReport::hours)
                .sample(CSV, "weekday,hour,attempts,contacts\nmonday,9,60,21\n")
                .takes(Question.WHEN)
                .takes(Question.WHO)
                .takes(CALLS);
    }

    private Route funnel() {
        return report(
                        "funnel",
                        "How leads moved through the stages, where they are lost, and the stage"
                                + " that costs the most won leads.",
                        FunnelReport.class,
                        asked ->
                                FunnelReport.of(
                                        asked.facts,
                                        asked.period(),
                                        asked.scope(),
                                        asked.mode(),
                                        asked.now),
                        FunnelReport::stages)
                .sample(CSV, "stage,entered,advanced,lost\nnew,120,80,9\n")
                .takes(Question.WHEN)
                .takes(Question.WHO)
                .takes(MODE);
    }

    private Route speedToLead() {
        return report(
                        "speed-to-lead",
                        "How fast new leads are called, in total and by day of creation.",
                        SpeedReport.class,
                        asked ->
                                SpeedReport.of(
                                        asked.facts, asked.period(), asked.scope(), asked.now),
                        SpeedReport::daily)
                .sample(CSV, "date,leads,called,uncalled\n2026-01-31,20,18,2\n")
                .takes(Question.WHEN)
                .takes(Question.WHO);
    }

    private Route followUps() {
        return report(
                        "follow-ups",
                        "What was promised to leads, and whether it was kept, in total and by day"
                                + " of the due time.",
                        FollowUpsReport.class,
                        asked ->
                                FollowUpsReport.of(
                                        asked.facts, asked.period(), asked.scope(), asked.now),
                        FollowUpsReport::daily)
                .sample(CSV, "date,followUps,followUpsKept\n2026-01-31,20,18\n")
                .takes(Question.WHEN)
                .takes(Question.WHO);
    }

    private Route pipeline() {
        return report(
                        "pipeline",
                        "What stands in each stage now, how old it is, and how much of it will be"
                                + " won.",
                        PipelineReport.class,
                        asked -> PipelineReport.of(asked.facts, asked.scope(), asked.now),
                        PipelineReport::stages)
                .sample(CSV, "stage,leads,withoutNextStep\nnew,120,80\n")
                .takes(Question.WHO);
    }

    private Route activity() {
        return report(
                        "activity",
                        "Who is on what right now, and the figures of today.",
                        ActivityReport.class,
                        asked ->
                                ActivityReport.of(
                                        asked.facts,
                                        asked.question,
                                        asked.zone(),
                                        asked.scope(),
                                        asked.now),
                        ActivityReport::agents)
                .sample(CSV, "name,status,seconds\nAda,on_call,95\n")
                .takes(Question.ZONE)
                .takes(Question.WHO);
    }

    /** A report, and the rows of its table in CSV. */
    private <T> Route report(
            String name,
            String summary,
            Class<T> reply,
            Function<Asked, T> making,
            Function<T, List<?>> rows) {
        String title = name.replace("s/:agentId", "").replace('-', ' ');
        return Route.get("/api/analytics/" + name, summary)
                .named("Get " + title + " report")
                .replies(reply)
                .produces(JSON, CSV)
                .takes(FORMAT)
                .problems(Problem.Code.NOT_FOUND)
                .answer(request -> answer(request, making, rows));
    }

    private <T> Reply answer(
            Request request, Function<Asked, T> making, Function<T, List<?>> rows) {
        Question question =
                Question.of(
                        request,
                        request.pathValues().containsKey("agentId")
                                ? request.agentId("agentId")
                                : request.text("agentId").orElse(null));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        T report =
                analytics.ask(
                        facts -> making.apply(new Asked(facts, request, question, zone, now)));
        boolean isCsv = request.words("format", Format.class).contains(Format.CSV);
        return isCsv
                ? Reply.of(200, CSV + "; charset=utf-8", Csv.of(rows.apply(report)))
                        .withHeader("Content-Disposition", "attachment; filename=\"analytics.csv\"")
                : Reply.json(report);
    }
}
