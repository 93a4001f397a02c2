package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.app.AutomationNeighbours;
import com.techbro24.crm.app.RoomKinds;
import com.techbro24.crm.app.RoomRows;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.notifications.InAppSender;
import com.techbro24.crm.notifications.NotificationCommand;
import com.techbro24.crm.notifications.NotificationHandler;
import com.techbro24.crm.notifications.NotificationSettings;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderFollower;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Crashes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Automation over leads, calls, reminders and notifications. No thread runs: the log is followed
 * and due runs are taken when a test asks, in its order.
 */
final class AutomationRoom implements AutoCloseable {
    private static final int CHANGES_AT_ONCE = 100;

    final Spine spine;
    final CallRoom calls;
    final AutomationServices services;
    final AutomationFollower follower;
    final AutomationClock clock;
    private final Follower.Durable reminders;
    private long position;

    private AutomationRoom(Spine spine, ZoneId zone, Crashes crashes) {
        this.spine = spine;
        calls = CallRoom.on(spine, CallSettings.DEFAULTS);
        var _ =
                spine.with(
                                crashes.after(new ReminderHandler(ReminderSettings.DEFAULT)),
                                ReminderCommand.TYPES)
                        .with(
                                crashes.after(
                                        new NotificationHandler(
                                                NotificationSettings.DEFAULT,
                                                List.of(new InAppSender()))),
                                NotificationCommand.TYPES);
        RuleCompiler rules =
                AutomationServices.compiler(RoomKinds.ALL, RoomRows.ALL, spine.catalog(), zone);
        var _ =
                spine.with(
                        crashes.after(AutomationServices.handler(rules, zone)),
                        AutomationCommand.TYPES);
        services =
                new AutomationServices(
                        spine.database(),
                        spine.writer(),
                        spine.catalog(),
                        spine.runner(),
                        spine.reader(),
                        rules,
                        RoomRows.ALL,
                        new AutomationNeighbours(CallSettings.DEFAULTS),
                        zone);
        clock = new AutomationClock(services, spine.clock());
        follower = new AutomationFollower(services, clock::wake);
        reminders = new ReminderFollower(spine.runner());
    }

    static AutomationRoom open(TestDatabase kind) {
        return on(Spine.open(kind));
    }

    /** On a spine without commands. */
    static AutomationRoom on(Spine spine) {
        return on(spine, new Crashes());
    }

    /** The same, where commands of reminders, notifications and automation may crash. */
    static AutomationRoom on(Spine spine, Crashes crashes) {
        return new AutomationRoom(spine, ZoneOffset.UTC, crashes);
    }

    /** Gives a command with single quotes for double ones; returns the answer. */
    JsonNode run(Agent agent, String command, String input) {
        return calls.run(agent, command, input);
    }

    AutomationRule rule(Agent owner, String json) {
        return rule(run(owner, "automation.create", json).path("id").asText());
    }

    AutomationRule rule(String id) {
        return spine.database().read(tx -> AutomationStore.find(tx, id)).orElseThrow();
    }

    /** Follows the log to its end and does what is due, until nothing more happens. */
    void settle() {
        boolean more = true;
        while (more) {
            more = follow();
            clock.wake();
            var _ = clock.step();
        }
    }

    /** Follows the log to its end; false if there was nothing new. */
    boolean follow() {
        boolean any = false;
        List<Change> changes = next();
        while (!changes.isEmpty()) {
            any = true;
            List<Change> batch = changes;
            List<Change> relevant = follower.relevant(batch);
            List<Change> forReminders = reminders.relevant(batch);
            spine.writer()
                    .<Integer>write(
                            tx -> {
                                relevant.forEach(change -> follower.follow(tx, change));
                                forReminders.stream()
                                        .filter(
                                                change ->
                                                        reminders
                                                                .kinds(spine.reader().kinds())
                                                                .contains(change.kind()))
                                        .forEach(change -> reminders.follow(tx, change));
                                return 0;
                            });
            position = batch.getLast().seq();
            changes = next();
        }
        return any;
    }

    private List<Change> next() {
        return spine.database().read(tx -> spine.reader().after(tx, position, CHANGES_AT_ONCE));
    }

    void advance(String by) {
        spine.clock().advance(Duration.parse(by));
    }

    /** The runs of a rule, oldest first. */
    List<AutomationRun> runs(AutomationRule rule) {
        RunStore.Filter all = new RunStore.Filter(rule.id(), null, List.of(), null, null);
        return spine.database()
                .read(
                        tx ->
                                RunStore.list(
                                        tx,
                                        all,
                                        Caller.SYSTEM,
                                        new Paging(200, null, "createdAt", false)))
                .data();
    }

    List<RunStatus> statuses(AutomationRule rule) {
        return runs(rule).stream().map(AutomationRun::status).toList();
    }

    List<String> reminders() {
        return spine.texts("SELECT title FROM lead_reminders ORDER BY created_at, id");
    }

    List<String> notifications(Agent agent) {
        return spine.texts(
                "SELECT title FROM notifications WHERE agent_id = ? ORDER BY created_at, id",
                agent.id());
    }

    @Override
    public void close() {
        clock.close();
        spine.close();
    }
}
