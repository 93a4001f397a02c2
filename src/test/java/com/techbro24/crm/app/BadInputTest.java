package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Invalid requests report their errors and change nothing, on both databases. */
@ParameterizedClass
@EnumSource
record BadInputTest(TestDatabase kind) {
    private static final List<String> LISTS =
            List.of(
                    "/api/leads/agent/me",
                    "/api/leads/status/new",
                    "/api/leads/search/ann",
                    "/api/leads/duplicates",
                    "/api/leads/01900000-0000-7000-8000-000000000000/timeline",
                    "/api/leads/01900000-0000-7000-8000-000000000000/reminders",
                    "/api/custom-fields",
                    "/api/agents",
                    "/api/agents/me/statuses",
                    "/api/calls",
                    "/api/calls/agent/me",
                    "/api/calls/outcomes",
                    "/api/reminders",
                    "/api/reminders/agent/me",
                    "/api/reminders/overdue/me",
                    "/api/reminders/due-soon/me",
                    "/api/notifications/agent/me",
                    "/api/notifications/rules",
                    "/api/leads/imports",
                    "/api/leads/imports/01900000-0000-7000-8000-000000000000/refused",
                    "/api/auth/sessions",
                    "/api/api-keys");

    @Test
    void a_forged_cursor_is_rejected() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            for (int count = 0; count < 3; count++) {
                crm.lead(crm.admin(), "Lead " + count);
            }
            Answer page = crm.get(crm.admin(), "/api/leads?limit=1").expect(200);
            String cursor = page.json().at("/page/next").textValue();
            String inside =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String forged = inside.replaceAll(",\\d{10,},", ",\"x' OR 1=1 --\",");
            assertThat(forged).isNotEqualTo(inside);
            String again =
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(forged.getBytes(StandardCharsets.UTF_8));

            Answer answer = crm.get(crm.admin(), "/api/leads?limit=1&cursor=" + again);
            if (answer.status() == 200) {
                // SQLite compares numbers with text by a rule of its own: an end, or the beginning.
                assertThat(answer.json().get("data").size()).isLessThanOrEqualTo(1);
            } else {
                assertThat(answer.expect(400).json().at("/errors/0/code").textValue())
                        .isEqualTo("invalid_cursor");
            }
            crm.get(crm.admin(), "/api/leads?cursor=nonsense").expect(400);
            crm.get(crm.admin(), "/api/leads?sort=name&limit=1&cursor=" + cursor).expect(400);
        }
    }

    @Test
    void a_response_lists_a_hundred_errors_and_counts_the_others() throws Exception {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            var socket = crm.connect(crm.admin());
            StringBuilder keys = new StringBuilder("{\"name\":\"A\"");
            for (int key = 0; key < 50_000; key++) {
                keys.append(",\"k").append(key).append("\":1");
            }
            String items = "{\"name\":\"A\",\"tags\":[" + "0,".repeat(49_999) + "0]}";
            for (String body : List.of(keys + "}", items)) {
                Answer refused = crm.post(crm.admin(), "/api/leads", body).expect(400);
                assertThat(refused.json().get("errors")).hasSize(100);
                assertThat(refused.json().get("errorsOmitted").intValue())
                        .isBetween(49_900, 49_901);
                assertThat(refused.json().get("detail").textValue())
                        .contains("errors; the first 100 are listed in errors");
                var problem = socket.ask("lead.create", new RawJson(body)).get("problem");
                assertThat(problem.get("errors")).isEqualTo(refused.json().get("errors"));
                assertThat(problem.get("errorsOmitted"))
                        .isEqualTo(refused.json().get("errorsOmitted"));
            }
        }
    }

    @Test
    void a_number_out_of_range_is_an_error_of_its_field_over_rest_and_socket() throws Exception {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String name = "{\"name\":\"weight\",\"type\":\"number\"}";
            crm.post(crm.admin(), "/api/custom-fields", name).expect(201);
            var socket = crm.connect(crm.admin());
            long before =
                    crm.get(crm.admin(), "/api/leads?total=true").json().at("/page/total").asLong();
            for (String number :
                    List.of(
                            "1e99999999999999999999",
                            "-1E+99999999999999999999",
                            "1e-99999999999999999999",
                            "1e309",
                            "0e99999999999",
                            "9".repeat(41),
                            "0." + "1".repeat(60))) {
                String body =
                        """
                        {"name":"A","score":%s,"value":%s,"notes":%s,"customFields":{"weight":%s}}
                        """
                                .replace("%s", number);
                Answer refused = crm.post(crm.admin(), "/api/leads", body);
                assertThat(told(refused))
                        .as(number)
                        .containsOnlyKeys("score", "value", "notes", "customFields.weight");
                var acknowledged = socket.ask("lead.create", new RawJson(body));
                assertThat(acknowledged.at("/problem/errors"))
                        .isEqualTo(refused.json().get("errors"));
            }
            assertThat(
                            crm.get(crm.admin(), "/api/leads?total=true")
                                    .json()
                                    .at("/page/total")
                                    .asLong())
                    .isEqualTo(before);
        }
    }

    @Test
    void a_number_is_the_integer_that_it_is_worth_on_either_way() throws Exception {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            var socket = crm.connect(crm.admin());
            for (String number : List.of("30.0", "3e1", "3.0E+1", "300e-1", "30")) {
                String body = "{\"name\":\"A\",\"score\":" + number + "}";
                Answer made = crm.post(crm.admin(), "/api/leads", body).expect(201);
                assertThat(made.json().get("score").toString()).isEqualTo("30");
                String update =
                        """
                        {"id":"%s","score":1e2,"ifVersion":1.0}
                        """
                                .formatted(made.id());
                assertThat(
                                socket.ask("lead.update", new RawJson(update))
                                        .at("/record/score")
                                        .toString())
                        .isEqualTo("100");
                assertThat(
                                socket.ask("lead.update", new RawJson(update))
                                        .at("/problem/code")
                                        .textValue())
                        .as("ifVersion counts")
                        .isEqualTo("stale");
            }
            String half = "{\"name\":\"A\",\"score\":30.5}";
            assertThat(told(crm.post(crm.admin(), "/api/leads", half))).containsOnlyKeys("score");
            assertThat(
                            socket.ask("lead.create", new RawJson(half))
                                    .at("/problem/errors/0/field")
                                    .textValue())
                    .isEqualTo("score");
        }
    }

    @Test
    void sql_in_every_text_field_is_text() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String sql = "'; DROP TABLE leads; -- \" \\ %_";
            var input =
                    Json.object()
                            .put("name", sql)
                            .put("company", sql)
                            .put("source", "'; --")
                            .put("notes", sql);
            Answer made = crm.post(crm.admin(), "/api/leads", input.toString()).expect(201);
            Answer read = crm.get(crm.admin(), "/api/leads/" + made.id()).expect(200);
            assertThat(read.json().get("name").textValue()).isEqualTo(sql);
            assertThat(read.json().get("notes").textValue()).isEqualTo(sql);
            String query = "%27%3B%20DROP%20TABLE%20leads%3B%20--";
            crm.get(crm.admin(), "/api/leads/search/" + query).expect(200);
            crm.get(crm.admin(), "/api/leads?company=" + query).expect(200);
        }
    }

    @Test
    void a_foreign_row_is_answered_like_a_missing_one() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String lead = crm.lead(crm.admin(), "Not yours");
            var ann = crm.person("Ann", "agent", null);
            String missing = lead.substring(0, 35) + (lead.endsWith("0") ? "1" : "0");
            Answer foreign = crm.get(ann.token(), "/api/leads/" + lead).expect(404);
            Answer none = crm.get(ann.token(), "/api/leads/" + missing).expect(404);
            assertThat(withoutIds(foreign, lead)).isEqualTo(withoutIds(none, missing));
        }
    }

    private static String withoutIds(Answer answer, String id) {
        return answer.body().replace(id, "ID").replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private static Map<String, String> told(Answer answer) {
        Map<String, String> told = new TreeMap<>();
        answer.expect(400)
                .json()
                .get("errors")
                .forEach(
                        error ->
                                told.merge(
                                        error.get("field").textValue(),
                                        error.get("code").textValue(),
                                        (one, two) -> one + " " + two));
        return told;
    }

    @Test
    void all_invalid_parameters_are_reported_at_once() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String faulty = "?limit=0&sort=zz&cursor=zz&total=x&nope=1";
            assertThat(
                            told(
                                    crm.get(
                                            crm.admin(),
                                            "/api/leads" + faulty + "&assignedAgentId=x&phone=q")))
                    .containsOnlyKeys(
                            "limit", "sort", "cursor", "total", "nope", "assignedAgentId", "phone");
            assertThat(told(crm.get(crm.admin(), "/api/leads?sort=zz&phone=q")))
                    .containsOnlyKeys("sort", "phone");
            for (String path : LISTS) {
                assertThat(told(crm.get(crm.admin(), path + faulty.replace("=zz", "=%21"))))
                        .as(path)
                        .containsOnlyKeys("limit", "sort", "cursor", "total", "nope");
            }
            assertThat(told(crm.get(crm.admin(), "/api/calls?agentId=x&sort=zz")))
                    .containsOnlyKeys("agentId", "sort");
            assertThat(
                            told(
                                    crm.get(
                                            crm.admin(),
                                            "/api/reminders/due-soon/me?within=P400D&limit=0")))
                    .containsOnlyKeys("within", "limit");
        }
    }

    @Test
    void an_error_in_a_custom_field_names_the_field() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Answer empty =
                    crm.post(
                            crm.admin(),
                            "/api/leads",
                            "{\"name\":\"x\",\"customFields\":{\"\":1}}");
            assertThat(told(empty)).containsOnlyKeys("customFields");
        }
    }

    @Test
    void a_password_has_one_length_everywhere() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String nine = "123456789";
            String change =
                    Json.object().put("currentPassword", "x").put("newPassword", nine).toString();
            String agent =
                    Json.object()
                            .put("name", "Ann")
                            .put("email", "ann@example.com")
                            .put("role", "agent")
                            .put("password", nine)
                            .toString();
            assertThat(told(crm.post(crm.admin(), "/api/auth/password", change)))
                    .containsOnlyKeys("newPassword");
            assertThat(told(crm.post(crm.admin(), "/api/agents", agent)))
                    .containsOnlyKeys("password");
        }
    }

    @Test
    void all_errors_are_reported_at_once_and_nothing_changes() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String body =
                    "{\"phone\":\"12\",\"email\":\"no\",\"priority\":\"huge\",\"version\":7,\"value\":\"x\"}";
            Answer answer = crm.post(crm.admin(), "/api/leads", body).expect(400);
            assertThat(answer.json().get("errors").findValuesAsText("field"))
                    .contains("name", "phone", "email", "priority", "version", "value");
            Answer list = crm.get(crm.admin(), "/api/leads?total=true").expect(200);
            assertThat(list.json().at("/page/total").intValue()).isZero();
        }
    }
}
