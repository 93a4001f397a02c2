package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.LeadStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes of reminders. */
public final class ReminderRoutes {
    private static final Duration SOON_DEFAULT = Duration.ofHours(1);
    private static final Duration SOON_MAX = Duration.ofDays(366);

    private static final Parameter SORT = Parameter.sort(ReminderStore.SORTS);

    private static final List<Parameter> FILTERS =
            List.of(
                    Parameter.words("kind", ReminderKind.class, "What to do about the lead"),
                    Parameter.words("status", ReminderStatus.class, "The status"),
                    Parameter.words("priority", ReminderPriority.class, "The priority"),
                    Parameter.flag("overdue", "Whether the due time has passed"),
                    Parameter.time("from", "The earliest due time"),
                    Parameter.time("to", "The end of the due time, exclusive"),
                    Parameter.flag("deleted", "Whether to list deleted reminders instead"),
                    SORT);

    private static final Parameter WITHIN =
            Parameter.duration("within", "How soon, such as PT2H; default PT1H")
                    .where(
                            ReminderRoutes::isSoon,
                            "out_of_range",
                            "must be between PT0S and P366D");

    private final Database database;
    private final Clock clock;

    public ReminderRoutes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<Route> routes() {
        return Stream.concat(reads().stream(), commands().stream()).toList();
    }

    private List<Route> reads() {
        return List.of(
                Route.get("/api/reminders", "The reminders that the caller may see.")
                        .named("List reminders")
                        .takes(
                                Parameter.id("agentId", "The agent they remind"),
                                Parameter.id("leadId", "The lead they are about"))
                        .takes(FILTERS)
                        .lists(Reminder.class)
                        .answer(this::list),
                Route.get("/api/reminders/agent/:agentId", "The reminders of an agent.")
                        .named("List agent reminders")
                        .problems(Problem.Code.FORBIDDEN)
                        .takes(Parameter.id("leadId", "The lead they are about"))
                        .takes(FILTERS)
                        .lists(Reminder.class)
                        .answer(this::ofAgent),
                Route.get(
                                "/api/reminders/overdue/:agentId",
                                "The overdue pending reminders of an agent, longest overdue first.")
                        .named("List overdue reminders")
                        .problems(Problem.Code.FORBIDDEN)
                        .takes(SORT)
                        .lists(Reminder.class)
                        .answer(this::overdue),
                Route.get(
                                "/api/reminders/due-soon/:agentId",
                                "The pending reminders of an agent that are due soon.")
                        .named("List reminders due soon")
                        .problems(Problem.Code.FORBIDDEN)
                        .takes(WITHIN, SORT)
                        .lists(Reminder.class)
                        .answer(this::dueSoon),
                Route.get("/api/reminders/:id", "One reminder.")
                        .named("Get reminder")
                        .replies(Reminder.class)
                        .answer(this::get),
                Route.get("/api/leads/:id/reminders", "The reminders about a lead.")
                        .named("List lead reminders")
                        .takes(Parameter.id("agentId", "The agent they remind"))
                        .takes(FILTERS)
                        .lists(Reminder.class)
                        .answer(this::ofLead));
    }

    private static List<Route> commands() {
        return List.of(
                Route.command(Route.Method.POST, "/api/reminders", ReminderCommand.CREATE),
                Route.command(Route.Method.PUT, "/api/reminders/:id", ReminderCommand.UPDATE)
                        .problems(
                                Problem.Code.CONFLICT,
                                Problem.Code.UNPROCESSABLE,
                                Problem.Code.GONE),
                Route.command(Route.Method.DELETE, "/api/reminders/:id", ReminderCommand.DELETE)
                        .problems(Problem.Code.GONE),
                Route.command(
                        Route.Method.POST, "/api/reminders/:id/restore", ReminderCommand.RESTORE),
                Route.command(
                                Route.Method.POST,
                                "/api/reminders/:id/complete",
                                ReminderCommand.COMPLETE)
                        .problems(Problem.Code.GONE),
                Route.command(
                                Route.Method.POST,
                                "/api/reminders/:id/snooze",
                                ReminderCommand.SNOOZE)
                        .problems(Problem.Code.GONE));
    }

    private Reply list(Request request) {
        return page(
                request,
                filter(
                        request,
                        request.text("agentId").orElse(null),
                        request.text("leadId").orElse(null)));
    }

    private Reply ofAgent(Request request) {
        return page(
                request,
                filter(request, visibleAgentId(request), request.text("leadId").orElse(null)));
    }

    private Reply ofLead(Request request) {
        String leadId = request.id("id", "lead");
        var _ = database.read(tx -> LeadStore.get(tx, leadId, request.caller()));
        return page(request, filter(request, request.text("agentId").orElse(null), leadId));
    }

    private Reply overdue(Request request) {
        return page(request, ReminderStore.Filter.ofAgent(visibleAgentId(request)).overdueOnly());
    }

    private static boolean isSoon(String within) {
        Duration duration = Duration.parse(within);
        return !duration.isNegative() && duration.compareTo(SOON_MAX) <= 0;
    }

    private Reply dueSoon(Request request) {
        Duration within = request.duration("within").orElse(SOON_DEFAULT);
        Instant now = now();
        return page(
                request,
                ReminderStore.Filter.ofAgent(visibleAgentId(request))
                        .dueBetween(now, now.plus(within)));
    }

    /**
     * The agent of the path: not found if the caller cannot see it, forbidden if its role is
     * higher.
     */
    private String visibleAgentId(Request request) {
        String id = request.agentId("agentId");
        return database.read(tx -> AgentStore.getManaged(tx, id, request.caller())).id();
    }

    private Reply get(Request request) {
        String id = request.id("id", Reminder.TYPE);
        return Reply.json(database.read(tx -> ReminderStore.get(tx, id, request.caller(), now())));
    }

    private Reply page(Request request, ReminderStore.Filter filter) {
        Caller caller = request.caller();
        return Reply.json(
                database.read(
                        tx -> ReminderStore.list(tx, filter, caller, request.paging(), now())));
    }

    private static ReminderStore.Filter filter(
            Request request, @Nullable String agentId, @Nullable String leadId) {
        return new ReminderStore.Filter(
                agentId,
                leadId,
                request.words("kind", ReminderKind.class),
                request.words("status", ReminderStatus.class),
                request.words("priority", ReminderPriority.class),
                request.flagOrNone("overdue").orElse(null),
                request.time("from").orElse(null),
                request.time("to").orElse(null),
                null,
                null,
                request.flag("deleted"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
