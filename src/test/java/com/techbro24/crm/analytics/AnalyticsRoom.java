package com.techbro24.crm.analytics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.app.AnalyticsSources;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The spine with all rooms whose rows are counted, and nodes that count them. */
final class AnalyticsRoom implements AutoCloseable {
    final CallRoom calls;
    final Spine spine;
    final Caller admin;
    private final AnalyticsRows rows = new AnalyticsSources();
    private final List<AutoCloseable> nodes = new ArrayList<>();

    AnalyticsRoom(TestDatabase kind) {
        spine =
                Spine.open(kind)
                        .with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES);
        calls = CallRoom.on(spine, CallSettings.DEFAULTS);
        admin = Agents.caller(Agents.admin().in(spine));
    }

    /** A node that counts, with a follower of its own. */
    Analytics node() {
        return node(spine);
    }

    /** A node of another process, which follows the log through the database. */
    Analytics otherNode() {
        Spine other = Spine.open(spine.url(), spine.clock());
        nodes.add(other);
        return node(other);
    }

    private Analytics node(Spine of) {
        Analytics analytics = new Analytics(of.database(), of.reader(), rows, of.clock());
        Followers followers =
                new Followers(
                        of.feed(),
                        of.database(),
                        of.writer(),
                        of.clock(),
                        new SimpleMeterRegistry(),
                        new Followers.RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(10), 3));
        followers.start(analytics.follower());
        analytics.start();
        nodes.add(analytics);
        nodes.add(followers);
        return analytics;
    }

    /** Facts that are loaded now. */
    Facts fresh() {
        return spine.database().snapshot(tx -> FactsLoading.load(tx, rows));
    }

    /** Gives a command, with text in which single quotes stand for double ones. */
    String run(Caller caller, String command, String input) {
        ObjectNode body = (ObjectNode) Json.read(input.replace('\'', '"'));
        String answer = calls.run(caller, command, body).body();
        return answer == null ? "" : Json.read(answer).path("id").asText();
    }

    /** The same, where the command may be refused. */
    boolean tries(Caller caller, String command, String input) {
        try {
            run(caller, command, input);
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    Agent agent(String name, Role role, String team) {
        return new Agents(name, role, team, List.of(), null, true).in(spine);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable node : nodes.reversed()) {
            node.close();
        }
        spine.close();
    }
}
