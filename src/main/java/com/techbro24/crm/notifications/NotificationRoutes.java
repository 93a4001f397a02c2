package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The routes of notifications, their preferences and their rules. */
public final class NotificationRoutes {
    private static final String PATH = "/api/notifications";

    private final Database database;
    private final Clock clock;

    public NotificationRoutes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<Route> routes() {
        return Stream.concat(reads().stream(), commands().stream()).toList();
    }

    private List<Route> reads() {
        return List.of(
                Route.get(PATH + "/agent/:agentId", "An agent's notifications, newest first.")
                        .named("List agent notifications")
                        .problems(Problem.Code.FORBIDDEN)
                        .takes(
                                Parameter.flag(
                                        "unread", "Whether they are unread, and not snoozed"),
                                Parameter.words("type", NotificationType.class, "The type"),
                                Parameter.words(
                                        "priority", NotificationPriority.class, "The priority"),
                                Parameter.time("from", "Created at or after"),
                                Parameter.time("to", "Created before"),
                                Parameter.flag(
                                        "deleted", "Whether to list deleted notifications instead"))
                        .takes(Parameter.sort(NotificationStore.SORTS))
                        .lists(Notification.class)
                        .answer(this::list),
                Route.get(PATH + "/stats/:agentId", "The notification counts of an agent.")
                        .named("Get notification counts")
                        .problems(Problem.Code.FORBIDDEN)
                        .replies(InboxStats.class)
                        .answer(request -> ofAgent(request, NotificationCountStore::stats)),
                Route.get(
                                PATH + "/preferences/:agentId",
                                "The notification preferences of an agent.")
                        .named("Get notification preferences")
                        .problems(Problem.Code.FORBIDDEN)
                        .replies(NotificationPreferences.class)
                        .answer(request -> ofAgent(request, NotificationPreferencesStore::get)),
                Route.get(PATH + "/rules", "The rules that create notifications automatically.")
                        .named("List notification rules")
                        .roles(Role.MANAGERS)
                        .listsWhole(NotificationRule.class)
                        .answer(this::rules),
                Route.get(PATH + "/system/:id", "The progress of a system notification.")
                        .named("Get system notification")
                        .roles(Role.MANAGERS)
                        .replies(Broadcast.class)
                        .answer(this::broadcast),
                Route.get(PATH + "/:id", "One notification.")
                        .named("Get notification")
                        .replies(Notification.class)
                        .answer(this::get));
    }

    private static List<Route> commands() {
        return List.of(
                Route.command(Route.Method.POST, PATH, NotificationCommand.CREATE),
                Route.command(Route.Method.POST, PATH + "/system", NotificationCommand.SEND_SYSTEM)
                        .named("Send system notification"),
                Route.command(Route.Method.PUT, PATH + "/:id/read", NotificationCommand.READ)
                        .problems(Problem.Code.GONE)
                        .named("Mark notification as read by PUT"),
                Route.command(Route.Method.POST, PATH + "/:id/read", NotificationCommand.READ)
                        .problems(Problem.Code.GONE)
                        .named("Mark notification as read"),
                Route.command(Route.Method.PUT, PATH + "/:id/unread", NotificationCommand.UNREAD)
                        .problems(Problem.Code.GONE)
                        .named("Mark notification as unread by PUT"),
                Route.command(Route.Method.POST, PATH + "/:id/unread", NotificationCommand.UNREAD)
                        .problems(Problem.Code.GONE)
                        .named("Mark notification as unread"),
                Route.command(Route.Method.POST, PATH + "/:id/snooze", NotificationCommand.SNOOZE)
                        .problems(Problem.Code.GONE),
                Route.command(
                                Route.Method.PUT,
                                PATH + "/agent/:agentId/read-all",
                                NotificationCommand.READ_ALL)
                        .named("Mark all notifications as read by PUT"),
                Route.command(
                                Route.Method.POST,
                                PATH + "/agent/:agentId/read-all",
                                NotificationCommand.READ_ALL)
                        .named("Mark all notifications as read"),
                Route.command(Route.Method.DELETE, PATH + "/:id", NotificationCommand.DELETE)
                        .problems(Problem.Code.GONE),
                Route.command(
                        Route.Method.POST, PATH + "/:id/restore", NotificationCommand.RESTORE),
                Route.command(
                        Route.Method.PUT,
                        PATH + "/preferences/:agentId",
                        NotificationCommand.SET_PREFERENCES),
                Route.command(
                        Route.Method.PUT, PATH + "/rules/:name", NotificationCommand.SET_RULE));
    }

    private Reply list(Request request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return ofAgent(
                request,
                (tx, agentId) ->
                        NotificationStore.list(
                                tx,
                                new NotificationStore.Filter(
                                        agentId,
                                        request.flagOrNone("unread").orElse(null),
                                        request.words("type", NotificationType.class),
                                        request.words("priority", NotificationPriority.class),
                                        request.time("from").orElse(null),
                                        request.time("to").orElse(null),
                                        request.flag("deleted")),
                                request.paging(),
                                now));
    }

    /** Not found if the caller cannot see the agent, forbidden if its role is higher. */
    private Reply ofAgent(Request request, BiFunction<Tx, String, Object> answer) {
        String agentId = request.agentId("agentId");
        return Reply.json(
                database.<Object>read(
                        tx -> {
                            var _ = AgentStore.getManaged(tx, agentId, request.caller());
                            return answer.apply(tx, agentId);
                        }));
    }

    private Reply get(Request request) {
        String id = request.id("id", Notification.TYPE);
        return Reply.json(database.read(tx -> NotificationStore.get(tx, id, request.caller())));
    }

    private Reply rules(Request request) {
        return Reply.json(Page.Whole.of(database.read(NotificationRuleStore::all)));
    }

    /** Visible to its sender and to callers who see everything. */
    private Reply broadcast(Request request) {
        String id = request.id("id", "system notification");
        return Reply.json(
                database.read(tx -> BroadcastStore.find(tx, id))
                        .filter(
                                found ->
                                        request.caller().seesAll()
                                                || Objects.equals(
                                                        found.createdBy(),
                                                        request.caller().agentId()))
                        .orElseThrow(() -> Problem.notFound("system notification")));
    }
}
