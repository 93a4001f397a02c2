package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.support.OpenApiDocument;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the document gives as an example is what the program takes and answers. */
class ExampleTest {
    /** Values of path variables that are not ids. */
    private static final Map<String, String> WORDS =
            Map.of(
                    "{outcome}",
                    "interested",
                    "{name}",
                    "lead_assigned",
                    "{agentId}",
                    "me",
                    "{type}",
                    "leads",
                    "{templateName}",
                    "missed-call-follow-up");

    @Test
    void each_example_of_the_document_fits_its_schema() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            JsonNode document = crm.get(crm.admin(), "/api/openapi.json").json();
            assertThat(OpenApiDocument.faultsOf(document)).isEmpty();
        }
    }

    @Test
    void every_body_has_an_example() {
        List<String> without = new ArrayList<>();
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            for (Operation operation :
                    Operation.all(crm.get(crm.admin(), "/api/openapi.json").json())) {
                for (JsonNode content : operation.told().findValues("content")) {
                    content.forEach(
                            media -> {
                                if (media.has("schema") && !media.has("example")) {
                                    without.add(operation.name());
                                }
                            });
                }
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void the_example_of_an_export_has_its_columns() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            JsonNode document = crm.get(crm.admin(), "/api/openapi.json").json();
            List<String> example =
                    document.at("/paths/~1api~1leads~1export/get/responses/200/content")
                            .at("/text~1csv/example")
                            .textValue()
                            .lines()
                            .toList();
            String export = crm.get(crm.admin(), "/api/leads/export").expect(200).body();
            assertThat(example.getFirst()).isEqualTo(export.lines().findFirst().orElseThrow());
            assertThat(example.getLast().split(",", -1))
                    .hasSameSizeAs(example.getFirst().split(",", -1));
        }
    }

    /** Rows that are missing are another matter: their ids are made up. */
    @Test
    void each_example_of_a_request_is_taken() {
        List<String> refused = new ArrayList<>();
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            List<Operation> all =
                    Operation.all(crm.get(crm.admin(), "/api/openapi.json").json()).stream()
                            .filter(operation -> !operation.example().isEmpty())
                            .toList();
            assertThat(all).hasSizeGreaterThan(20);
            for (Operation operation : all) {
                String lead = crm.lead(crm.admin(), "Ann");
                String path = operation.path();
                for (var word : WORDS.entrySet()) {
                    path = path.replace(word.getKey(), word.getValue());
                }
                path = path.replace("{id}", path.startsWith("/api/leads/") ? lead : Id.next());
                Answer answer =
                        crm.ask(
                                operation.method(),
                                path,
                                crm.admin(),
                                operation.example().toString());
                if (answer.status() == 400) {
                    refused.add(operation.name() + ": " + answer.body());
                }
            }
        }
        assertThat(refused).isEmpty();
    }
}
