package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.LiveClient.Event;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Managers cannot act on an admin, neither in their team nor without a team. */
@ParameterizedClass
@EnumSource
class HigherRoleTest {
    private final RunningCrm crm;
    private final Person admin;
    private final List<Person> managers;
    private String reminder = "";
    private String notification = "";
    private String call = "";

    private record Ask(int status, String method, String path, @Nullable String body) {}

    HigherRoleTest(TestDatabase kind) {
        crm = RunningCrm.start(kind);
        admin = crm.person("Ada", "admin", "north");
        managers =
                List.of(crm.person("Mia", "manager", "north"), crm.person("Max", "manager", null));
    }

    private void makeRows() {
        String due = Instant.now().plus(Duration.ofDays(1)).toString();
        reminder = made("/api/reminders", "{'title':'Private','dueAt':'" + due + "'}");
        notification = made("/api/notifications", "{'type':'system','title':'Private'}");
        call = made("/api/calls", "{'phone':'+4930901820'}");
    }

    @AfterEach
    void stop() {
        crm.close();
    }

    private String made(String path, String body) {
        return crm.post(admin.token(), path, quoted(body)).expect(201).id();
    }

    private static String quoted(String body) {
        return body.replace('\'', '"');
    }

    private List<Ask> asks() {
        String id = admin.id();
        String due = Instant.now().plus(Duration.ofDays(2)).toString();
        return List.of(
                new Ask(404, "GET", "/api/reminders/" + reminder, null),
                new Ask(404, "PUT", "/api/reminders/" + reminder, "{'title':'Theirs'}"),
                new Ask(404, "POST", "/api/reminders/" + reminder + "/complete", null),
                new Ask(404, "DELETE", "/api/reminders/" + reminder, null),
                new Ask(403, "GET", "/api/reminders/agent/" + id, null),
                new Ask(403, "GET", "/api/reminders/overdue/" + id, null),
                new Ask(403, "GET", "/api/reminders/due-soon/" + id, null),
                new Ask(
                        422,
                        "POST",
                        "/api/reminders",
                        "{'title':'Theirs','dueAt':'" + due + "','agentId':'" + id + "'}"),
                new Ask(403, "GET", "/api/notifications/agent/" + id, null),
                new Ask(403, "GET", "/api/notifications/stats/" + id, null),
                new Ask(403, "GET", "/api/notifications/preferences/" + id, null),
                new Ask(403, "PUT", "/api/notifications/preferences/" + id, "{'quietHours':null}"),
                new Ask(403, "PUT", "/api/notifications/agent/" + id + "/read-all", null),
                new Ask(404, "GET", "/api/notifications/" + notification, null),
                new Ask(404, "PUT", "/api/notifications/" + notification + "/read", null),
                new Ask(404, "DELETE", "/api/notifications/" + notification, null),
                new Ask(
                        422,
                        "POST",
                        "/api/notifications",
                        "{'type':'system','title':'Theirs','agentId':'" + id + "'}"),
                new Ask(403, "PUT", "/api/calls/" + call, "{'notes':'Theirs'}"),
                new Ask(403, "DELETE", "/api/calls/" + call, null),
                new Ask(
                        422,
                        "POST",
                        "/api/calls",
                        "{'phone':'+4930901821','agentId':'" + id + "'}"),
                new Ask(403, "PUT", "/api/agents/" + id, "{'name':'Theirs'}"),
                new Ask(403, "POST", "/api/agents/" + id + "/status", "{'status':'available'}"));
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String path :
                List.of(
                        "/api/reminders/" + reminder,
                        "/api/reminders/agent/me",
                        "/api/notifications/" + notification,
                        "/api/notifications/agent/me",
                        "/api/notifications/preferences/me",
                        "/api/calls/" + call,
                        "/api/calls/agent/me",
                        "/api/agents/me")) {
            rows.add(crm.get(admin.token(), path).expect(200).body());
        }
        return rows;
    }

    @Test
    void no_manager_reads_or_changes_what_is_an_admins_own() {
        makeRows();
        List<String> before = rows();
        List<String> wrong = new ArrayList<>();
        for (Person manager : managers) {
            for (Ask ask : asks()) {
                String body = ask.body == null ? null : quoted(ask.body);
                var answer = crm.ask(ask.method, ask.path, manager.token(), body);
                if (answer.status() != ask.status) {
                    wrong.add(ask + ": " + answer);
                }
            }
            String list = crm.get(manager.token(), "/api/reminders?limit=200").expect(200).body();
            assertThat(list).doesNotContain(reminder);
            assertThat(crm.get(manager.token(), "/api/calls/" + call).status()).isEqualTo(200);
        }
        assertThat(wrong).isEmpty();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void no_managers_socket_hears_of_what_is_an_admins_own_live_or_later() {
        List<LiveClient> live = new ArrayList<>();
        List<Long> since = new ArrayList<>();
        for (Person manager : managers) {
            LiveClient client = crm.connect(manager.token());
            since.add(client.next("ready").seq());
            live.add(client);
        }
        LiveClient own = crm.connect(admin.token());
        own.next("ready");

        makeRows();
        String lead = crm.lead(crm.admin(), "The end");

        own.next("reminder.created");
        own.next("notification.created");
        for (int each = 0; each < managers.size(); each++) {
            List<LiveClient.Event> heard =
                    live.get(each).until(event -> lead.equals(event.entityId()));
            assertThat(heard.toString()).contains(call).doesNotContain(reminder, notification);
            LiveClient again =
                    crm.connect(managers.get(each).token(), since.get(each), "websocket");
            List<LiveClient.Event> missed = again.until(event -> event.name().equals("ready"));
            assertThat(missed.toString())
                    .contains(lead, call)
                    .doesNotContain(reminder, notification);
        }
    }

    @Test
    void what_was_an_agents_own_is_hidden_from_managers_once_it_is_an_admin() {
        Person agent = crm.person("Ann", "agent", "north");
        Person mia = managers.getFirst();
        long since = crm.connect(mia.token()).next("ready").seq();
        String due = Instant.now().plus(Duration.ofDays(1)).toString();
        String own =
                crm.post(
                                agent.token(),
                                "/api/reminders",
                                quoted("{'title':'Private','dueAt':'" + due + "'}"))
                        .expect(201)
                        .id();
        crm.get(mia.token(), "/api/reminders/" + own).expect(200);

        crm.put(crm.admin(), "/api/agents/" + agent.id(), quoted("{'role':'admin'}")).expect(200);

        crm.get(mia.token(), "/api/reminders/" + own).expect(404);
        LiveClient again = crm.connect(mia.token(), since, "websocket");
        List<LiveClient.Event> missed = again.until(event -> event.name().equals("ready"));
        assertThat(missed)
                .filteredOn(event -> own.equals(event.entityId()))
                .extracting(Event::name)
                .containsExactly("entity.removed");
        assertThat(Json.text(missed.stream().map(Event::payload).toList()))
                .doesNotContain("Private");
    }
}
