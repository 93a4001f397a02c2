package com.techbro24.crm.webhooks;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes of webhooks. */
public final class WebhookRoutes {
    private static final String PATH = "/api/webhooks";
    private static final Duration TEST_MAX = Duration.ofSeconds(60);

    /** How far back a sample is looked for. */
    private static final int SAMPLE_CHANGES_MAX = 2_000;

    private final WebhookServices services;

    public WebhookRoutes(WebhookServices services) {
        this.services = services;
    }

    public List<Route> routes() {
        return Stream.of(reads(), commands()).flatMap(List::stream).toList();
    }

    private List<Route> reads() {
        return List.of(
                Route.get(PATH, "The webhooks, oldest first.")
                        .named("List webhooks")
                        .roles(Role.MANAGERS)
                        .takes(
                                Parameter.flag("enabled", "Whether they are enabled"),
                                Parameter.id("agentId", "The owner"))
                        .takes(Parameter.sort(WebhookStore.SORTS))
                        .lists(Webhook.class)
                        .answer(this::list),
                Route.get(PATH + "/:id", "One webhook.")
                        .named("Get webhook")
                        .roles(Role.MANAGERS)
                        .replies(Webhook.class)
                        .answer(request -> Reply.json(found(request))),
                Route.post(
                                PATH + "/:id/secret",
                                "Answer the secret by which the receiver checks signatures; not to a key that only reads.")
                        .named("Get webhook secret")
                        .roles(Role.MANAGERS)
                        .replies(WebhookSecret.class)
                        .answersSecret()
                        .answer(this::secret),
                Route.get(
                                PATH + "/:id/deliveries",
                                "Each attempt of the last 7 days, newest first.")
                        .named("List webhook deliveries")
                        .roles(Role.MANAGERS)
                        .takes(
                                Parameter.words(
                                        "outcome", Delivery.Outcome.class, "What came of it"))
                        .takes(Parameter.sort(DeliveryStore.SORTS))
                        .lists(Delivery.class)
                        .answer(this::deliveries),
                Route.post(
                                PATH + "/:id/test",
                                "Send a sample to a webhook now, also to a disabled one, and answer what came back.")
                        .named("Test webhook")
                        .roles(Role.MANAGERS)
                        .body(WebhookTest.class)
                        .replies(WebhookTest.Answer.class)
                        .timeout(TEST_MAX)
                        .answer(this::test));
    }

    private static List<Route> commands() {
        return List.of(
                Route.command(Route.Method.POST, PATH, WebhookCommand.CREATE)
                        .named("Create webhook")
                        .problems(Problem.Code.UNPROCESSABLE),
                Route.command(Route.Method.PUT, PATH + "/:id", WebhookCommand.UPDATE)
                        .named("Update webhook"),
                Route.command(Route.Method.DELETE, PATH + "/:id", WebhookCommand.DELETE)
                        .named("Delete webhook"),
                Route.command(Route.Method.POST, PATH + "/:id/enable", WebhookCommand.ENABLE)
                        .named("Enable webhook")
                        .problems(Problem.Code.CONFLICT),
                Route.command(
                                Route.Method.POST,
                                PATH + "/:id/rotate-secret",
                                WebhookCommand.ROTATE_SECRET)
                        .named("Rotate webhook secret")
                        .problems(Problem.Code.CONFLICT),
                Route.command(Route.Method.POST, PATH + "/:id/replay", WebhookCommand.REPLAY)
                        .named("Replay webhook events")
                        .problems(Problem.Code.CONFLICT),
                Route.command(
                                Route.Method.POST,
                                PATH + "/deliveries/:id/replay",
                                WebhookCommand.REPLAY_ONE)
                        .named("Replay webhook delivery"));
    }

    private Reply list(Request request) {
        return Reply.json(
                services.database()
                        .read(
                                tx ->
                                        WebhookStore.list(
                                                tx,
                                                request.flagOrNone("enabled").orElse(null),
                                                request.text("agentId").orElse(null),
                                                request.caller(),
                                                request.paging())));
    }

    private Webhook found(Request request) {
        String id = request.id("id", Webhook.TYPE);
        return services.database().read(tx -> WebhookStore.get(tx, id, request.caller()));
    }

    /** Only who may change the webhook may sign in its name. */
    private Reply secret(Request request) {
        request.caller().checkMayWrite();
        String id = found(request).id();
        return Reply.json(
                new WebhookSecret(
                        services.database()
                                .read(
                                        tx ->
                                                services.secrets()
                                                        .signing(tx, id, services.clock().instant())
                                                        .getFirst())));
    }

    private Reply deliveries(Request request) {
        String id = found(request).id();
        List<Delivery.Outcome> outcomes = request.words("outcome", Delivery.Outcome.class);
        return Reply.json(
                services.database()
                        .read(tx -> DeliveryStore.list(tx, id, outcomes, request.paging())));
    }

    private Reply test(Request request) {
        request.caller().checkMayWrite();
        Webhook webhook = found(request);
        String event = request.body(WebhookTest.class).event();
        String body = event == null ? sample() : sample(request, event);
        List<String> secrets =
                services.database()
                        .read(
                                tx ->
                                        services.secrets()
                                                .signing(
                                                        tx,
                                                        webhook.id(),
                                                        services.clock().instant()));
        String eventKey = "test_" + Id.next().replace("-", "");
        return Reply.json(
                WebhookTest.Answer.of(
                        services.sender().send(webhook.url(), secrets, eventKey, body)));
    }

    private String sample() {
        var json = Json.object();
        json.put("type", "webhook.test");
        json.put("timestamp", Times.format(services.clock().instant()));
        json.putNull("seq");
        json.putObject("data");
        return json.toString();
    }

    private String sample(Request request, String event) {
        if (!services.filters().isEvent(event)) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "event",
                                    "unknown_value",
                                    "event is no event: " + event + ".")));
        }
        Change change = newest(request, event);
        if (change == null) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "event", "not_found", "No such event happened lately.")));
        }
        return EventBody.of(event, change);
    }

    /** The newest such event that the caller sees; null for none. */
    private @Nullable Change newest(Request request, String event) {
        return services
                .database()
                .<List<Change>>read(
                        tx ->
                                services
                                        .reader()
                                        .after(
                                                tx,
                                                ChangeLog.head(tx) - SAMPLE_CHANGES_MAX,
                                                SAMPLE_CHANGES_MAX)
                                        .reversed()
                                        .stream()
                                        .filter(each -> services.filters().of(each).contains(event))
                                        .filter(
                                                each ->
                                                        services.deliverer()
                                                                .isSeen(tx, each, request.caller()))
                                        .limit(1)
                                        .toList())
                .stream()
                .findFirst()
                .orElse(null);
    }
}
