package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentRoutes;
import com.techbro24.crm.app.RoomRows;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.calls.CallRoutes;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.LeadRoutes;
import com.techbro24.crm.leads.customfields.CustomFieldCommand;
import com.techbro24.crm.leads.customfields.CustomFieldHandler;
import com.techbro24.crm.notifications.InAppSender;
import com.techbro24.crm.notifications.NotificationCommand;
import com.techbro24.crm.notifications.NotificationHandler;
import com.techbro24.crm.notifications.NotificationRoutes;
import com.techbro24.crm.notifications.NotificationSettings;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderRoutes;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of sync and of what is synced, served over a database of its own. */
final class SyncRoom implements AutoCloseable {
    private final CallRoom calls;
    final SyncServices services;
    final ServedRoutes served;

    SyncRoom(TestDatabase kind) {
        calls = CallRoom.open(kind);
        Spine spine = calls.spine();
        RowCommands commands = new RowCommands(spine.catalog(), spine.runner());
        var _ =
                spine.with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES)
                        .with(new CustomFieldHandler(), CustomFieldCommand.TYPES)
                        .with(
                                new NotificationHandler(
                                        NotificationSettings.DEFAULT, List.of(new InAppSender())),
                                NotificationCommand.TYPES)
                        .with(new SyncHandler(commands), SyncCommand.TYPES);
        services =
                SyncServices.of(
                        spine.database(),
                        spine.writer(),
                        spine.runner(),
                        commands,
                        RoomRows.ALL,
                        spine.reader(),
                        RoomRows.REFERENCES,
                        spine.clock());
        List<Route> routes = new ArrayList<>(new SyncRoutes(services).routes());
        RxStreams streams = new RxStreams(services, spine.feed(), ids -> Map.of());
        routes.addAll(new RxRoutes(services, streams).routes());
        routes.addAll(new WatermelonRoutes(services).routes());
        routes.addAll(new SyncStateRoutes(spine.database()).routes());
        routes.addAll(new AgentRoutes(spine.database()).routes());
        routes.addAll(new LeadRoutes(spine.database(), Leads.query(spine)).routes());
        routes.addAll(new CallRoutes(spine.database()).routes());
        routes.addAll(new ReminderRoutes(spine.database(), spine.clock()).routes());
        routes.addAll(new NotificationRoutes(spine.database(), spine.clock()).routes());
        served = new ServedRoutes(spine, routes);
    }

    Spine spine() {
        return calls.spine();
    }

    /** A page of a pull that must succeed. */
    JsonNode pull(Agent agent, String type, @Nullable JsonNode cursor) {
        String query = cursor == null ? "" : "?cursor=" + cursor.textValue();
        var answer = served.get(agent, "/api/" + type + "/sync/me" + query);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return answer.body();
    }

    /** The cursor after all that there is. */
    JsonNode caughtUp(Agent agent, String type) {
        JsonNode page = pull(agent, type, null);
        while (page.get("hasMore").booleanValue()) {
            page = pull(agent, type, page.get("cursor"));
        }
        return page.get("cursor");
    }

    /** A mutation; the texts are JSON with single quotes. */
    static ObjectNode mutation(String op, String id, @Nullable Integer base, String set) {
        ObjectNode mutation = Json.object();
        mutation.put("mutationId", Id.next()).put("op", op).put("id", id);
        mutation.put("baseVersion", base);
        if (!set.isEmpty()) {
            mutation.set("set", json(set));
        }
        return mutation;
    }

    static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }

    /** The results of a push that was processed. */
    ArrayNode push(Agent agent, String type, ObjectNode... mutations) {
        ObjectNode body = Json.object().put("deviceId", "phone");
        ArrayNode all = body.putArray("mutations");
        all.addAll(List.of(mutations));
        var answer = served.ask("POST", "/api/" + type + "/sync", agent, body);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return (ArrayNode) answer.body().get("results");
    }

    /** A row as the REST API shows it. */
    JsonNode get(Agent agent, String type, String id) {
        return served.get(agent, "/api/" + type + "/" + id).body();
    }

    void put(Agent agent, String type, String id, String fields) {
        var answer = served.ask("PUT", "/api/" + type + "/" + id, agent, json(fields));
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
    }

    @Override
    public void close() {
        served.close();
        calls.close();
    }
}
