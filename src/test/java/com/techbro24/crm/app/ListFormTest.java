package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The same filter has the same name and form on every list. */
@ParameterizedClass
@EnumSource
record ListFormTest(TestDatabase kind) {
    private static final Instant NOON_IN_LONDON = Instant.parse("2026-03-04T12:00:00Z");

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String lead(RunningCrm crm, String name, String more) {
        String body = "{'name':'" + name + "','allowDuplicate':true" + more + "}";
        return crm.post(crm.admin(), "/api/leads", json(body)).expect(201).id();
    }

    /** The names of the leads that the filter leaves, sorted. */
    private static List<String> names(RunningCrm crm, String query) {
        JsonNode page = crm.get(crm.admin(), "/api/leads?" + query).expect(200).json();
        List<String> names =
                page.get("data")
                        .valueStream()
                        .map(row -> row.get("name").asText())
                        .sorted()
                        .toList();
        assertThat(export(crm, query)).as(query).isEqualTo(names);
        return names;
    }

    /** An export takes the same filters. */
    private static List<String> export(RunningCrm crm, String query) {
        return crm.send("GET", "/api/leads/export?format=ndjson&" + query, crm.admin(), null)
                .body()
                .lines()
                .map(line -> Json.read(line).get("name").asText())
                .sorted()
                .toList();
    }

    private static void refuses(RunningCrm crm, String path, String code, String said) {
        JsonNode error = crm.get(crm.admin(), path).expect(400).json().at("/errors/0");
        assertThat(error.get("code").asText()).as(path).isEqualTo(code);
        assertThat(error.get("message").asText()).as(path).contains(said);
    }

    @Test
    void leads_can_be_narrowed_by_tags_score_value_and_agent() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            lead(crm, "A", ",'tags':['Hot','vip'],'score':10,'value':100");
            lead(crm, "B", ",'tags':['hot'],'score':50,'value':2500.5");
            lead(crm, "C", ",'score':90,'assignedAgentId':'" + ann.id() + "'");

            assertThat(names(crm, "tag=hot")).containsExactly("A", "B");
            assertThat(names(crm, "tag=vip,none")).containsExactly("A");
            assertThat(names(crm, "tag=vip&tag=hot")).containsExactly("A", "B");
            assertThat(names(crm, "allTags=vip,HOT")).containsExactly("A");
            assertThat(names(crm, "scoreMin=50")).containsExactly("B", "C");
            assertThat(names(crm, "scoreMin=10&scoreMax=50")).containsExactly("A", "B");
            assertThat(names(crm, "valueMin=100&valueMax=2500")).containsExactly("A");
            assertThat(names(crm, "valueMax=100000")).containsExactly("A", "B");
            for (String name : List.of("agentId", "assignedAgentId")) {
                assertThat(names(crm, name + "=" + ann.id())).containsExactly("C");
                assertThat(names(crm, name + "=none")).containsExactly("A", "B");
                refuses(crm, "/api/leads?" + name + "=x", "invalid_format", "me or none");
            }
            assertThat(names(crm, "from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z")).isEmpty();
            assertThat(names(crm, "from=2020-01-01T00:00:00Z")).hasSize(3);
            assertThat(names(crm, "createdTo=2021-01-01T00:00:00Z")).isEmpty();
        }
    }

    @Test
    void leads_can_be_narrowed_by_custom_fields_of_each_type() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            for (String field :
                    List.of(
                            "'name':'plan','type':'choice','options':['gold','silver']",
                            "'name':'seats','type':'number'",
                            "'name':'trial','type':'boolean'",
                            "'name':'size of.site-1','type':'text'",
                            "'name':'since','type':'date'")) {
                crm.post(crm.admin(), "/api/custom-fields", json("{" + field + "}")).expect(201);
            }
            lead(
                    crm,
                    "A",
                    ",'customFields':{'plan':'gold','seats':5,'trial':true,"
                            + "'size of.site-1':'it is large','since':'2026-01-31'}");
            lead(crm, "B", ",'customFields':{'plan':'silver','seats':5.5,'trial':false}");
            lead(crm, "C", "");

            assertThat(names(crm, "customField=plan:gold")).containsExactly("A");
            assertThat(names(crm, "customField=seats:5.0")).containsExactly("A");
            assertThat(names(crm, "customField=seats:5.5")).containsExactly("B");
            assertThat(names(crm, "customField=trial:false")).containsExactly("B");
            assertThat(names(crm, "customField=trial:true,plan:silver")).isEmpty();
            String text = URLEncoder.encode("size of.site-1:it is large", StandardCharsets.UTF_8);
            assertThat(names(crm, "customField=" + text)).containsExactly("A");
            assertThat(names(crm, "customField=since:2026-01-31")).containsExactly("A");

            refuses(crm, "/api/leads?customField=nope:1", "unknown_field", "custom field");
            refuses(crm, "/api/leads?customField=plan", "unknown_field", "colon");
            refuses(crm, "/api/leads?customField=seats:many", "wrong_type", "seats:many");
            String quote = URLEncoder.encode("plan':gold", StandardCharsets.UTF_8);
            refuses(crm, "/api/leads?customField=" + quote, "unknown_field", "custom field");
        }
    }

    @Test
    void leads_that_can_be_called_now_are_those_due_within_their_hours() {
        TestClock clock = new TestClock();
        try (RunningCrm crm = new RunningCrm(RunningCrm.address(kind), clock)) {
            clock.set(NOON_IN_LONDON);
            lead(crm, "Now", ",'phone':'+442079460001','timezone':'Europe/London'");
            lead(crm, "Asleep", ",'phone':'+442079460002','timezone':'America/Los_Angeles'");
            lead(
                    crm,
                    "Later",
                    ",'phone':'+442079460003','timezone':'Europe/London',"
                            + "'nextFollowUpAt':'2026-03-04T15:00:00Z'");
            lead(crm, "Never", ",'phone':'+442079460004','doNotCall':true");
            lead(crm, "Without number", "");

            assertThat(names(crm, "callable=true")).containsExactly("Now");
            assertThat(names(crm, "callable=false"))
                    .containsExactly("Asleep", "Later", "Never", "Without number");
            clock.set(Instant.parse("2026-03-04T17:00:00Z"));
            assertThat(names(crm, "callable=true")).containsExactly("Asleep", "Later", "Now");
        }
    }

    @Test
    void deleted_rows_are_listed_where_rows_can_be_deleted() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String admin = crm.admin();
            String me = crm.get(admin, "/api/auth/me").json().get("id").asText();
            String lead = lead(crm, "Gone", ",'assignedAgentId':'" + me + "'");
            String call =
                    crm.post(admin, "/api/calls", json("{'phone':'+12125550100'}"))
                            .expect(201)
                            .id();
            String due = json("{'title':'Late','dueAt':'2099-01-01T00:00:00Z'}");
            String reminder = crm.post(admin, "/api/reminders", due).expect(201).id();
            String note =
                    crm.post(
                                    admin,
                                    "/api/notifications",
                                    json("{'agentId':'" + me + "','type':'system','title':'Told'}"))
                            .expect(201)
                            .id();
            String field =
                    crm.post(admin, "/api/custom-fields", json("{'name':'x','type':'text'}"))
                            .expect(201)
                            .id();
            crm.delete(admin, "/api/leads/" + lead).expect(200);
            crm.delete(admin, "/api/calls/" + call).expect(200);
            crm.delete(admin, "/api/reminders/" + reminder).expect(200);
            crm.delete(admin, "/api/notifications/" + note).expect(200);
            crm.delete(admin, "/api/custom-fields/" + field).expect(200);

            hasOnlyDeleted(crm, "/api/leads", lead);
            hasOnlyDeleted(crm, "/api/leads/agent/me", lead);
            hasOnlyDeleted(crm, "/api/leads/status/new", lead);
            hasOnlyDeleted(crm, "/api/calls", call);
            hasOnlyDeleted(crm, "/api/calls/agent/me", call);
            hasOnlyDeleted(crm, "/api/reminders", reminder);
            hasOnlyDeleted(crm, "/api/reminders/agent/me", reminder);
            hasOnlyDeleted(crm, "/api/notifications/agent/me", note);
            hasOnlyDeleted(crm, "/api/custom-fields", field);
        }
    }

    private static void hasOnlyDeleted(RunningCrm crm, String path, String id) {
        JsonNode gone = crm.get(crm.admin(), path + "?deleted=true").expect(200).json().get("data");
        assertThat(gone).as(path).hasSize(1);
        assertThat(gone.get(0).get("id").asText()).isEqualTo(id);
        assertThat(crm.get(crm.admin(), path).expect(200).json().get("data")).as(path).isEmpty();
    }

    @Test
    void agents_may_not_list_what_managers_deleted() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String agent = crm.person("Ann", "agent", null).token();
            for (String path :
                    List.of(
                            "/api/leads",
                            "/api/leads/agent/me",
                            "/api/leads/status/new",
                            "/api/calls",
                            "/api/calls/agent/me",
                            "/api/custom-fields")) {
                crm.get(agent, path + "?deleted=true").expect(403);
            }
        }
    }

    @Test
    void a_number_out_of_range_is_called_so_and_the_range_is_said() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            for (String limit : List.of("0", "201", "500", "-1", "99999999999")) {
                refuses(crm, "/api/leads?limit=" + limit, "out_of_range", "from 1 to 200");
            }
            refuses(crm, "/api/leads?limit=ten", "wrong_type", "from 1 to 200");
            refuses(crm, "/api/leads?scoreMin=101", "out_of_range", "from 0 to 100");
            for (String score : List.of("101", "99999999999", "1e400")) {
                JsonNode error =
                        crm.post(
                                        crm.admin(),
                                        "/api/leads",
                                        json("{'name':'A','score':" + score + "}"))
                                .expect(400)
                                .json()
                                .at("/errors/0");
                assertThat(error.get("code").asText()).as(score).isEqualTo("out_of_range");
                assertThat(error.get("message").asText()).containsPattern("\\d");
            }
        }
    }

    @Test
    void a_notification_is_read_by_post_as_by_put() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String admin = crm.admin();
            String me = crm.get(admin, "/api/auth/me").json().get("id").asText();
            String body = json("{'agentId':'" + me + "','type':'system','title':'Told'}");
            String path =
                    "/api/notifications/"
                            + crm.post(admin, "/api/notifications", body).expect(201).id();
            assertThat(isRead(crm.post(admin, path + "/read", "{}"))).isTrue();
            assertThat(isRead(crm.put(admin, path + "/unread", "{}"))).isFalse();
            assertThat(isRead(crm.put(admin, path + "/read", "{}"))).isTrue();
            assertThat(isRead(crm.post(admin, path + "/unread", "{}"))).isFalse();
            crm.post(admin, "/api/notifications/agent/me/read-all", "{}").expect(200);
            assertThat(isRead(crm.get(admin, path))).isTrue();
        }
    }

    private static boolean isRead(RunningCrm.Answer answer) {
        return answer.expect(200).json().get("readAt").isTextual();
    }
}
