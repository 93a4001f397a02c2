package com.techbro24.crm.app;

import com.techbro24.crm.access.ApiKeys;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Credential;
import com.techbro24.crm.access.Credentials;
import com.techbro24.crm.access.FeedTokens;
import com.techbro24.crm.access.FirstAdmin;
import com.techbro24.crm.access.Logins;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.access.SessionSettings;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.agents.AgentRoutes;
import com.techbro24.crm.agents.PasswordResetTimer;
import com.techbro24.crm.analytics.Analytics;
import com.techbro24.crm.analytics.AnalyticsCheckRoutes;
import com.techbro24.crm.analytics.AnalyticsChecks;
import com.techbro24.crm.analytics.AnalyticsRoutes;
import com.techbro24.crm.analytics.CheckReport;
import com.techbro24.crm.analytics.LiveFigures;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.automation.ActionType;
import com.techbro24.crm.automation.AutomationClock;
import com.techbro24.crm.automation.AutomationFollower;
import com.techbro24.crm.automation.AutomationRoutes;
import com.techbro24.crm.automation.AutomationServices;
import com.techbro24.crm.automation.Neighbours;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Rules;
import com.techbro24.crm.bulk.BulkReception;
import com.techbro24.crm.bulk.BulkRoutes;
import com.techbro24.crm.bulk.BulkRunner;
import com.techbro24.crm.bulk.BulkSettings;
import com.techbro24.crm.calendar.CalendarRoutes;
import com.techbro24.crm.calls.AgentStatsRoutes;
import com.techbro24.crm.calls.CallRoutes;
import com.techbro24.crm.calls.CallRuleStore;
import com.techbro24.crm.calls.CallTimer;
import com.techbro24.crm.calls.CallingHours;
import com.techbro24.crm.calls.WrapUpFollower;
import com.techbro24.crm.changelog.ChangeListener;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.FeedCompaction;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Housekeeping;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.development.Development;
import com.techbro24.crm.development.DevelopmentClock;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.server.FirstHandler;
import com.techbro24.crm.http.server.HttpServerSettings;
import com.techbro24.crm.http.server.Server;
import com.techbro24.crm.imports.ExportRoutes;
import com.techbro24.crm.imports.ImportPreviewing;
import com.techbro24.crm.imports.ImportReception;
import com.techbro24.crm.imports.ImportRoutes;
import com.techbro24.crm.imports.ImportSettings;
import com.techbro24.crm.imports.LeadImporter;
import com.techbro24.crm.leads.BacklogFollower;
import com.techbro24.crm.leads.ConsentRoutes;
import com.techbro24.crm.leads.LeadDerivation;
import com.techbro24.crm.leads.LeadQuery;
import com.techbro24.crm.leads.LeadRoutes;
import com.techbro24.crm.leads.QueueLane;
import com.techbro24.crm.leads.ScoreFollower;
import com.techbro24.crm.leads.ScoreRoutes;
import com.techbro24.crm.leads.customfields.CustomFieldRoutes;
import com.techbro24.crm.leads.external.ExternalIdRoutes;
import com.techbro24.crm.leads.timeline.TimelineRoutes;
import com.techbro24.crm.login.LoginRoutes;
import com.techbro24.crm.notifications.NotificationClock;
import com.techbro24.crm.notifications.NotificationCommand;
import com.techbro24.crm.notifications.NotificationFollower;
import com.techbro24.crm.notifications.NotificationPriority;
import com.techbro24.crm.notifications.NotificationRoutes;
import com.techbro24.crm.operations.HealthRoutes;
import com.techbro24.crm.operations.HomeRoutes;
import com.techbro24.crm.operations.Metrics;
import com.techbro24.crm.outbound.OutboundSender;
import com.techbro24.crm.queue.ClaimTimer;
import com.techbro24.crm.queue.NextLeadRoutes;
import com.techbro24.crm.realtime.Realtime;
import com.techbro24.crm.reminders.ReminderClock;
import com.techbro24.crm.reminders.ReminderFollower;
import com.techbro24.crm.reminders.ReminderRoutes;
import com.techbro24.crm.reminders.ReminderStore;
import com.techbro24.crm.socketio.SocketIoServer;
import com.techbro24.crm.socketio.SocketIoSettings;
import com.techbro24.crm.sync.RowCommands;
import com.techbro24.crm.sync.RxRoutes;
import com.techbro24.crm.sync.RxStreams;
import com.techbro24.crm.sync.SyncRoutes;
import com.techbro24.crm.sync.SyncServices;
import com.techbro24.crm.sync.SyncStateRoutes;
import com.techbro24.crm.sync.WatermelonRoutes;
import com.techbro24.crm.webhooks.WebhookServices;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server: every object made by {@code new}, every room mounted, on one page. */
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final Duration CALLS_LOOK_INTERVAL = Duration.ofSeconds(10);
    private static final Duration RESETS_LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING_INTERVAL = Duration.ofMinutes(5);
    private static final Duration SOCKETS_CLOSE_MAX = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Clock clock;
    private final PrometheusMeterRegistry metrics = Metrics.registry();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final Core core;
    private final CompletableFuture<Optional<FirstAdmin.Login>> firstAdmin;
    private final CompletableFuture<Boolean> adminPasswordDiffers;
    private final Credentials credentials;
    private final Logins logins;
    private final ApiKeys apiKeys;
    private final Housekeeping housekeeping;
    private final SocketIoServer sockets;
    private final FirstHandler first;
    private final Optional<Development> development;
    private final Realtime realtime;
    private final SyncServices sync;
    private final RxStreams rxStreams;
    private final AutomationServices automation;
    private final AutomationClock automationClock;
    private final Followers followers;
    private final ChangeListener listener;
    private final CallTimer callTimer;
    private final ClaimTimer claimTimer;
    private final PasswordResetTimer passwordResets;
    private final ReminderClock reminderClock;
    private final NotificationClock notificationClock;
    private final LeadImporter importer;
    private final BulkRunner bulkRunner;
    private final ExportParts exports;
    private final Analytics analytics;
    private final AnalyticsChecks analyticsChecks;
    private final LiveFigures liveFigures;
    private final ReachParts reach;
    private final OutboundParts outbound;
    private final WebhookParts webhooks;
    private final TelephonyParts telephony;
    private final ConnectionParts connections;
    private final Server server;
    private final List<String> notes = new ArrayList<>();
    private final Settings.Work work;
    private volatile boolean stopping;

    private Wiring(Settings settings, Clock clock) {
        this.clock = clock;
        work = settings.work();
        // While the database is opened.
        var starting = CompletableFuture.supplyAsync(() -> Vertx.vertx(options()), virtualThreads);
        core = Core.open(settings, clock, metrics);
        // Password hashing is slow by design; the rest is created in the meantime.
        firstAdmin =
                CompletableFuture.supplyAsync(
                        () -> ensureAdmin(settings.accounts()), virtualThreads);
        adminPasswordDiffers = adminPasswordDiffers(settings.accounts());
        vertx = GroupCommit.await(starting);
        SessionSettings sessions = sessions(settings.accounts());
        credentials = new Credentials(core.database(), core.writer(), clock, sessions);
        logins =
                new Logins(core.database(), core.writer(), core.passwords(), credentials, sessions);
        apiKeys = new ApiKeys(core.database(), core.writer(), credentials);
        housekeeping = housekeeping();
        sockets = sockets(settings, virtualThreads);
        first = new SocketsFirst(sockets);
        development = development();
        realtime = realtime();
        sync = sync();
        rxStreams = new RxStreams(sync, core.feed(), credentials::live);
        automation = automation(settings);
        automationClock = new AutomationClock(automation, clock);
        followers = followers();
        listener = new ChangeListener(core.database(), core.feed());
        callTimer =
                new CallTimer(core.database(), core.runner(), work.calls(), CALLS_LOOK_INTERVAL);
        claimTimer = new ClaimTimer(core.database(), core.runner(), CALLS_LOOK_INTERVAL);
        passwordResets = passwordResets();
        reminderClock = new ReminderClock(core.database(), core.feed(), core.runner(), clock);
        notificationClock =
                new NotificationClock(core.database(), core.feed(), core.runner(), clock);
        importer = importer();
        bulkRunner = bulkRunner();
        exports = new ExportParts(core);
        analytics = new Analytics(core.database(), core.reader(), new AnalyticsSources(), clock);
        analyticsChecks = analyticsChecks();
        liveFigures = new LiveFigures(analytics, clock, work.calls().zone(), credentials::live);
        realtime.query("analytics.watch", liveFigures::watch);
        reach = new ReachParts(core, settings);
        outbound = outbound(settings);
        webhooks = new WebhookParts(core, outbound.webhooks(), metrics);
        telephony = new TelephonyParts(core, settings, outbound.http());
        connections = new ConnectionParts(core, settings, outbound.http());
        server = server(settings);
        gauges(metrics);
    }

    private static SessionSettings sessions(Settings.Accounts accounts) {
        return new SessionSettings(accounts.sessionIdleMax(), accounts.sessionAgeMax());
    }

    private PasswordResetTimer passwordResets() {
        return new PasswordResetTimer(
                core.database(), core.writer(), core.runner(), RESETS_LOOK_INTERVAL);
    }

    private Followers followers() {
        return new Followers(
                core.feed(),
                core.database(),
                core.writer(),
                clock,
                metrics,
                Followers.RetryPolicy.STANDARD);
    }

    private Realtime realtime() {
        return new Realtime(
                core.database(),
                core.reader(),
                core.writer(),
                sockets.namespace("/"),
                core.catalog(),
                core.runner(),
                this::authenticate,
                credentials::live,
                clock);
    }

    private Housekeeping housekeeping() {
        return new Housekeeping(
                core.writer(),
                clock,
                HOUSEKEEPING_INTERVAL,
                Stream.concat(
                                Stream.<Housekeeping.Chore>of(
                                        Receipts::purge,
                                        Logins::purge,
                                        ImportReception::purge,
                                        BulkReception::purge,
                                        AutomationServices::purge,
                                        OutboundSender.CHORE,
                                        WebhookServices.CHORE,
                                        (tx, _) -> LeadDerivation.step(tx, core.runner())),
                                Stream.concat(
                                        SyncServices.CHORES.stream(),
                                        Stream.concat(
                                                ConnectionParts.CHORES.stream(),
                                                FeedCompaction.CHORES.stream())))
                        .toList());
    }

    private SyncServices sync() {
        return SyncServices.of(
                core.database(),
                core.writer(),
                core.runner(),
                new RowCommands(core.catalog(), core.runner()),
                RoomRows.ALL,
                core.reader(),
                RoomRows.REFERENCES,
                clock);
    }

    private AnalyticsChecks analyticsChecks() {
        return new AnalyticsChecks(
                analytics, clock, work.calls().zone(), this::alertOfDrift, metrics);
    }

    private OutboundParts outbound(Settings settings) {
        return new OutboundParts(
                core,
                settings,
                vertx,
                http ->
                        Stream.concat(
                                        reach.transports(http).stream(),
                                        TelephonyParts.transports(core, settings, http).stream())
                                .toList());
    }

    /** What rules can send. */
    private Map<ActionType, BiConsumer<Tx, Neighbours.Outgoing>> actions(Settings settings) {
        Map<ActionType, BiConsumer<Tx, Neighbours.Outgoing>> actions =
                new HashMap<>(ReachParts.actions(settings.mail(), clock));
        actions.putAll(TelephonyParts.actions(settings, clock));
        return actions;
    }

    private AutomationServices automation(Settings settings) {
        return new AutomationServices(
                core.database(),
                core.writer(),
                core.catalog(),
                core.runner(),
                core.reader(),
                core.rules(),
                RoomRows.ALL,
                new AutomationNeighbours(work.calls(), actions(settings)),
                work.reminders().zone());
    }

    private LeadImporter importer() {
        return new LeadImporter(
                core.database(), core.writer(), core.feed(), core.runner(), ImportSettings.DEFAULT);
    }

    private BulkRunner bulkRunner() {
        return new BulkRunner(
                core.database(),
                core.writer(),
                core.feed(),
                core.runner(),
                core.reader(),
                BulkSettings.DEFAULT);
    }

    private Server server(Settings settings) {
        return new Server(
                vertx,
                httpSettings(settings),
                routes(settings),
                core.runner(),
                token -> Optional.of(authenticate(token)),
                clock,
                metrics,
                Optional.of(development.map(Development::first).orElse(first)));
    }

    private List<Route> routes(Settings settings) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new LoginRoutes(logins, apiKeys, core.database()).routes());
        routes.addAll(new AgentRoutes(core.database()).routes());
        routes.addAll(leadRoutes(settings));
        routes.addAll(exports.routes());
        routes.addAll(new NextLeadRoutes(core.database(), clock, work.calls()).routes());
        routes.addAll(new CallRoutes(core.database()).routes());
        routes.addAll(
                new AgentStatsRoutes(core.database(), clock, work.calls(), ReminderStore::overdue)
                        .routes());
        routes.addAll(new ReminderRoutes(core.database(), clock).routes());
        routes.addAll(new NotificationRoutes(core.database(), clock).routes());
        routes.addAll(outbound.routes());
        routes.addAll(webhooks.routes());
        routes.addAll(telephony.routes());
        routes.addAll(connections.routes());
        routes.addAll(calendarRoutes(settings));
        routes.addAll(reach.routes());
        routes.addAll(new SyncRoutes(sync).routes());
        routes.addAll(new RxRoutes(sync, rxStreams).routes());
        routes.addAll(new WatermelonRoutes(sync).routes());
        routes.addAll(new SyncStateRoutes(core.database()).routes());
        routes.addAll(new AutomationRoutes(automation).routes());
        routes.addAll(new AnalyticsRoutes(analytics, clock, work.calls().zone()).routes());
        routes.addAll(new AnalyticsCheckRoutes(analyticsChecks).routes());
        routes.addAll(
                new HealthRoutes(Version.text(), clock, this::failure, parts(), metrics).routes());
        routes.addAll(
                new HomeRoutes(Version.text(), settings.http().publicUrl(), List.copyOf(routes))
                        .routes());
        development.ifPresent(
                each ->
                        routes.addAll(
                                each.routes(
                                        core.catalog(),
                                        core.runner(),
                                        core.writer(),
                                        core.database(),
                                        core.reader())));
        return routes;
    }

    private Predicate<QueueLane> openLanes(Tx tx, Instant now) {
        CallingHours hours = CallRuleStore.hours(tx);
        return lane -> hours.isOpen(lane.zones(work.calls().zone()), now);
    }

    private List<Route> calendarRoutes(Settings settings) {
        FeedTokens tokens = new FeedTokens(core.database(), core.writer(), credentials);
        return new CalendarRoutes(core.database(), tokens, settings.http().publicUrl(), clock)
                .routes();
    }

    private List<Route> leadRoutes(Settings settings) {
        List<Route> routes = new ArrayList<>();
        LeadQuery query = new LeadQuery(core.database(), clock, this::openLanes);
        routes.addAll(new LeadRoutes(core.database(), query).routes());
        routes.addAll(
                new TimelineRoutes(core.database(), core.reader(), Core.belongingsOfLeads())
                        .routes());
        routes.addAll(new ExternalIdRoutes(core.database()).routes());
        routes.addAll(new ConsentRoutes(core.database()).routes());
        routes.addAll(new CustomFieldRoutes(core.database()).routes());
        routes.addAll(new ScoreRoutes(core.database()).routes());
        routes.addAll(
                new ImportRoutes(
                                core.database(),
                                new ImportReception(core.database(), core.writer(), core.runner()),
                                new ImportPreviewing(core.database(), core.writer(), core.runner()),
                                settings.http().importBytesMax(),
                                settings.work().reminders().zone())
                        .routes());
        routes.addAll(new ExportRoutes(core.database(), clock, query).routes());
        routes.addAll(
                new BulkRoutes(
                                core.database(),
                                query,
                                new BulkReception(
                                        core.database(),
                                        core.writer(),
                                        core.runner(),
                                        core.reader()))
                        .routes());
        return routes;
    }

    private Optional<Development> development() {
        return clock instanceof DevelopmentClock settable
                ? Optional.of(new Development(settable, first, sockets.namespace("/")))
                : Optional.empty();
    }

    private static SocketIoServer sockets(Settings settings, Executor virtualThreads) {
        return new SocketIoServer(
                socketSettings(settings), Json.MAPPER, Json.OUTSIDE, virtualThreads);
    }

    private Caller authenticate(String token) {
        return credentials
                .find(token)
                .map(Credential::caller)
                .orElseThrow(
                        () ->
                                Problem.unauthenticated(
                                        "The token is unknown or its session has ended."));
    }

    private Optional<FirstAdmin.Login> ensureAdmin(Settings.Accounts accounts) {
        return FirstAdmin.ensure(
                core.database(),
                core.passwords(),
                accounts.adminEmail(),
                accounts.adminPassword(),
                this::makeAdmin);
    }

    /** Slow as well, so the start does not wait for it. */
    private CompletableFuture<Boolean> adminPasswordDiffers(Settings.Accounts accounts) {
        return firstAdmin.thenApplyAsync(
                login -> login.isEmpty() && hasOtherPassword(accounts), virtualThreads);
    }

    private boolean hasOtherPassword(Settings.Accounts accounts) {
        return accounts.adminPassword()
                .filter(
                        password ->
                                FirstAdmin.hasOtherPassword(
                                        core.database(),
                                        core.passwords(),
                                        accounts.adminEmail(),
                                        password))
                .isPresent();
    }

    /** The first admin's password can be shown only now. */
    private void note(FirstAdmin.Login login) {
        notes.add(
                login.isGenerated()
                        ? "Admin  %s, password %s (shown this once)"
                                .formatted(login.email(), login.password())
                        : "Admin  %s, password as set".formatted(login.email()));
    }

    private void makeAdmin(String email, String password) {
        AgentCommand create =
                new AgentCommand.Create(
                        null,
                        "Admin",
                        email,
                        null,
                        Role.ADMIN,
                        null,
                        null,
                        null,
                        null,
                        true,
                        password);
        var _ = core.runner().run(Submission.of(create, Caller.SYSTEM));
    }

    private void alertOfDrift(CheckReport report) {
        NotificationCommand alert =
                new NotificationCommand.SendSystem(
                        null,
                        NotificationPriority.HIGH,
                        "Analytics differed from the tables",
                        "%d groups of rows were counted wrongly. The figures were loaded again; please report this."
                                .formatted(report.differences().size()),
                        Role.ADMIN,
                        null);
        var _ = core.runner().run(Submission.of(alert, Caller.SYSTEM));
    }

    /** Starts everything, and listens when all is ready; throws if a part fails to start. */
    static Wiring start(Settings settings) {
        boolean inDevelopment = settings.environment() == Settings.Environment.DEVELOPMENT;
        return start(settings, inDevelopment ? new DevelopmentClock() : Clock.systemUTC());
    }

    static Wiring start(Settings settings, Clock clock) {
        Core.ensureTemporaryFolder(settings);
        Wiring wiring = new Wiring(settings, clock);
        try {
            wiring.startFollowers();
            wiring.realtime.start();
            wiring.callTimer.start();
            wiring.claimTimer.start();
            wiring.passwordResets.start();
            wiring.reminderClock.start();
            wiring.notificationClock.start();
            wiring.automationClock.start();
            wiring.importer.start();
            wiring.bulkRunner.start();
            wiring.exports.start();
            wiring.analytics.start();
            wiring.analyticsChecks.start();
            wiring.liveFigures.start();
            wiring.outbound.start();
            wiring.webhooks.start();
            wiring.connections.start(wiring.followers);
            wiring.reach.start();
            wiring.telephony.start();
            wiring.development.ifPresent(
                    each ->
                            each.wakeOnJump(
                                    wiring.core.feed()::wake,
                                    wiring.callTimer::wake,
                                    wiring.claimTimer::wake,
                                    wiring.automationClock::wake));
            GroupCommit.await(wiring.firstAdmin).ifPresent(wiring::note);
            wiring.server.start();
        } catch (RuntimeException failure) {
            wiring.stop(Duration.ZERO);
            throw failure;
        }
        // What the first request would otherwise wait for.
        Thread.ofVirtual().start(Rules::warmUp);
        return wiring;
    }

    private void startFollowers() {
        followers.start(realtime.follower());
        followers.start(new ReminderFollower(core.runner()));
        ScoreFollower scores = new ScoreFollower(core.runner());
        followers.start(scores);
        scores.resume(core.database());
        followers.start(new NotificationFollower(core.runner()));
        followers.start(new WrapUpFollower(core.runner()));
        reach.invitations().ifPresent(followers::start);
        followers.start(new BacklogFollower(core.runner()));
        followers.start(new AutomationFollower(automation, automationClock::wake));
        followers.start(analytics.follower());
    }

    /** The port it listens on, also when a free one was requested. */
    int port() {
        return server.port();
    }

    /** Messages to print once, such as the generated password of the first admin. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (GroupCommit.await(adminPasswordDiffers)) {
            all.add(
                    "Admin  its password is not CRM_ADMIN_PASSWORD, which only creates the first"
                            + " admin; ./crm reset-password sets a new one");
        }
        return all;
    }

    /**
     * Accepts no more work, finishes requests in progress, informs the sockets, closes everything.
     */
    void stop(Duration grace) {
        stopping = true;
        realtime.close();
        rxStreams.close();
        sockets.close(grace.compareTo(SOCKETS_CLOSE_MAX) < 0 ? grace : SOCKETS_CLOSE_MAX)
                .toCompletableFuture()
                .exceptionally(
                        failure -> {
                            LOG.warn("the sockets did not close in time");
                            return null;
                        })
                .join();
        server.stop(grace);
        development.ifPresent(Development::close);
        callTimer.close();
        claimTimer.close();
        passwordResets.close();
        reminderClock.close();
        notificationClock.close();
        automationClock.close();
        importer.close();
        bulkRunner.close();
        exports.close();
        liveFigures.close();
        webhooks.close();
        telephony.close();
        connections.close();
        reach.close();
        outbound.close();
        analyticsChecks.close();
        analytics.close();
        housekeeping.close();
        listener.close();
        followers.close();
        core.close();
        virtualThreads.close();
        vertx.close().await();
    }

    /** The reason why requests cannot be served now; empty if they can. */
    private Optional<String> failure() {
        if (stopping) {
            return Optional.of("it is stopping");
        }
        try {
            long _ = core.database().read(ChangeLog::head);
        } catch (DatabaseException failure) {
            return Optional.of("the database can't be read: " + failure.reason());
        } catch (Problem problem) {
            return Optional.of("the database is not answering");
        }
        return core.database().health().failure().map(why -> "the database does not work: " + why);
    }

    private Map<String, Supplier<Object>> parts() {
        Map<String, Supplier<Object>> parts = new LinkedHashMap<>();
        parts.put("database", () -> core.database().dialect());
        parts.put("seq", () -> core.feed().head());
        parts.put("writesWaiting", () -> core.writer().waiting());
        parts.put("sockets", () -> sockets.metrics());
        return parts;
    }

    private void gauges(MeterRegistry registry) {
        Metrics.addBuild(metrics, Version.text());
        Gauge.builder("crm.sockets", sockets, of -> of.metrics().sockets())
                .description("Connected sockets")
                .register(registry);
        Gauge.builder("crm.log.seq", core.feed(), feed -> feed.head())
                .description("The seq of the last change in the log")
                .register(registry);
    }

    /** Without a cache folder for files from the jar, because there are none. */
    private static VertxOptions options() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                        new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false));
    }

    private static HttpServerSettings httpSettings(Settings settings) {
        Settings.Http http = settings.http();
        HttpServerSettings standard = HttpServerSettings.STANDARD;
        return new HttpServerSettings(
                http.host(),
                http.port(),
                http.corsOrigins(),
                http.trustedProxies(),
                http.bodyBytesMax(),
                http.requestTimeout(),
                standard.headerTimeout(),
                standard.keepAlive(),
                http.callsPerMinuteMax(),
                http.anonymousCallsPerMinuteMax(),
                standard.requestsInFlightMax(),
                standard.eventLoops(),
                http.publicUrl());
    }

    private static SocketIoSettings socketSettings(Settings settings) {
        SocketIoSettings standard = SocketIoSettings.defaults();
        List<String> origins = settings.http().corsOrigins();
        String own = settings.http().publicUrl().origin();
        return standard.withEngine(
                standard.engine()
                        .withPrefix(settings.http().publicUrl().prefix())
                        .withBodyTimeout(HttpServerSettings.STANDARD.headerTimeout())
                        .withOriginAllowed(
                                origin ->
                                        origins.contains("*")
                                                || origins.contains(origin)
                                                || origin.equals(own)));
    }

    /** Socket.IO on the same port, before the routes. */
    private record SocketsFirst(SocketIoServer sockets) implements FirstHandler {
        @Override
        public HttpServerOptions applyTo(HttpServerOptions options) {
            return sockets.settings().engine().applyTo(options);
        }

        @Override
        public boolean handles(HttpServerRequest request) {
            return sockets.handles(request);
        }

        @Override
        public void handle(HttpServerRequest request) {
            sockets.handle(request);
        }
    }
}
