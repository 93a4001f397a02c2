package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A list takes what it heeds, refuses what it does not, and the document says the same. */
@ParameterizedClass
@EnumSource
record ListParametersTest(TestDatabase kind) {
    private static final List<String> WHOLE =
            List.of(
                    "/api/auth/sessions",
                    "/api/api-keys",
                    "/api/calls/outcomes",
                    "/api/notifications/rules");

    private static List<String> documented(RunningCrm crm, String path) {
        return Operation.all(crm.get(crm.admin(), "/api/openapi.json").json()).stream()
                .filter(operation -> operation.name().equals("GET " + path))
                .flatMap(operation -> operation.queryParameters().stream())
                .map(parameter -> parameter.get("name").textValue())
                .toList();
    }

    private static void refuses(RunningCrm crm, String path, String parameter) {
        String join = path.contains("?") ? "&" : "?";
        Answer answer = crm.get(crm.admin(), path + join + parameter).expect(400);
        assertThat(answer.json().at("/errors/0/code").textValue())
                .as(path + " " + parameter)
                .isEqualTo("unknown_parameter");
    }

    @Test
    void a_list_that_is_given_whole_takes_nothing_to_page_it_by() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            for (String path : WHOLE) {
                assertThat(documented(crm, path)).as(path).containsExactly("fields");
                for (String given : List.of("limit=1", "cursor=x", "sort=id", "total=true")) {
                    refuses(crm, path, given);
                }
                JsonNode page = crm.get(crm.admin(), path).expect(200).json().get("page");
                assertThat(page).as(path).isEqualTo(Json.read("{\"limit\":200,\"next\":null}"));
            }
        }
    }

    @Test
    void a_list_of_best_matches_says_whether_there_were_more() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            for (int count = 0; count < 3; count++) {
                String lead =
                        "{\"name\":\"Anna\",\"phone\":\"+4930901820\",\"allowDuplicate\":true}";
                crm.post(crm.admin(), "/api/leads", lead).expect(201);
            }
            for (String path :
                    List.of("/api/leads/search/ann", "/api/leads/duplicates?phone=%2B4930901820")) {
                String limited = path + (path.contains("?") ? "&" : "?") + "limit=";
                for (int limit = 1; limit <= 4; limit++) {
                    JsonNode found = crm.get(crm.admin(), limited + limit).expect(200).json();
                    assertThat(found.get("data")).as(path).hasSize(Math.min(limit, 3));
                    String page = "{\"limit\":%d,\"next\":null,\"more\":%s}";
                    assertThat(found.get("page"))
                            .as(path)
                            .isEqualTo(Json.read(page.formatted(limit, limit < 3)));
                }
                for (String given : List.of("cursor=x", "sort=name", "total=true")) {
                    refuses(crm, path, given);
                }
            }
            assertThat(documented(crm, "/api/leads/search/{query}"))
                    .containsExactly("limit", "fields");
            assertThat(documented(crm, "/api/leads/duplicates"))
                    .containsExactly("phone", "email", "limit", "fields");
        }
    }

    @Test
    void a_list_that_has_one_order_takes_none() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            String lead = crm.lead(crm.admin(), "Ann");
            refuses(crm, "/api/leads/" + lead + "/timeline", "sort=seq");
            assertThat(documented(crm, "/api/leads/{id}/timeline"))
                    .containsExactly("cursor", "limit", "total", "fields");
        }
    }

    @Test
    void the_document_names_all_that_a_list_can_be_sorted_by() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            int sorted = 0;
            for (Operation operation :
                    Operation.all(crm.get(crm.admin(), "/api/openapi.json").json())) {
                for (JsonNode parameter : operation.queryParameters()) {
                    if (parameter.get("name").textValue().equals("sort")) {
                        JsonNode words = parameter.at("/schema/enum");
                        assertThat(words).as(operation.name()).isNotEmpty();
                        String word = words.get(0).textValue();
                        assertThat(words.get(1).textValue()).isEqualTo("-" + word);
                        sorted++;
                    }
                }
            }
            assertThat(sorted).isPositive();
        }
    }
}
