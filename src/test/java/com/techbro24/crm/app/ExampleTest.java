package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.AccessMatrixWorld.Who;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.support.OpenApiDocument;
import com.techbro24.crm.support.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the document gives as an example is what the program takes and answers. */
class ExampleTest {
    /** Their examples have passwords that nobody has. */
    private static final Set<String> SECRET =
            Set.of(
                    "POST /api/auth/login",
                    "POST /api/auth/password",
                    "POST /api/agents/{id}/password");

    /** The variables of paths that name a row of the world. */
    private static final Set<String> OF_THE_WORLD =
            Set.of("id", "agentId", "system", "key", "endpoint");

    /** The world has a field of this name already. */
    private static final String TAKEN = "POST /api/custom-fields";

    /** After it no call can be started at night. */
    private static final String LAST = "PUT /api/calls/hours";

    private static final String MADE_UP = "0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17";
    private static final Pattern QUERY = Pattern.compile("\\?[^\"]+");

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

    /** Each with rows that there are in the place of the made-up ids, and with times ahead. */
    @Test
    void each_operation_is_taken_as_the_document_shows_it() {
        List<String> refused = new ArrayList<>();
        try (FakeTwilio twilio = new FakeTwilio();
                RunningCrm crm =
                        new RunningCrm(
                                RunningCrm.address(TestDatabase.SQLITE),
                                Clock.systemUTC(),
                                twilio.quietSettings())) {
            AccessMatrixWorld world = new AccessMatrixWorld(crm);
            Map<String, Fixture> fixtures = AccessMatrixFixtures.all();
            List<Operation> shown =
                    Operation.all(crm.get(crm.admin(), "/api/openapi.json").json()).stream()
                            .filter(operation -> !operation.takesFile())
                            .filter(operation -> !SECRET.contains(operation.name()))
                            .sorted(
                                    Comparator.comparing(
                                            operation -> operation.name().equals(LAST)))
                            .toList();
            for (Operation operation : shown) {
                Fixture fixture = Objects.requireNonNull(fixtures.get(operation.name()));
                try {
                    Answer answer = asShown(crm, world, operation, fixture);
                    if (answer.status() >= 300) {
                        refused.add(operation.name() + ": " + answer.body());
                    }
                } catch (AssertionError failure) {
                    refused.add(operation.name() + ": " + failure.getMessage());
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    private static Answer asShown(
            RunningCrm crm, AccessMatrixWorld world, Operation operation, Fixture fixture) {
        Who who =
                Stream.of(Who.values())
                        .filter(each -> operation.isFor(each.role))
                        .filter(each -> !fixture.own() || each == Who.OWNER)
                        .filter(each -> !each.isForeign())
                        .findFirst()
                        .orElseThrow();
        String row = fixture.row() == null ? null : fixture.row().make(world);
        Person person = fixture.parting() ? world.visitor(who) : world.person(who);
        Map<String, String> values = world.values(person, row);
        String path = operation.path();
        for (JsonNode parameter : operation.told().get("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                String name = parameter.get("name").textValue();
                String shown = parameter.get("example").asText();
                String value = OF_THE_WORLD.contains(name) ? values.get(name) : shown;
                path = path.replace("{" + name + "}", value);
            }
        }
        String query = operation.told().at("/x-codeSamples/0/source").textValue();
        Matcher needed = QUERY.matcher(query.replace(MADE_UP, values.get("lead")));
        path += needed.find() ? needed.group() : "";
        JsonNode example = operation.told().at("/requestBody/content/application~1json/example");
        if (example.isObject()) {
            ObjectNode lively = world.lively(operation.example(), values);
            if (operation.name().equals(TAKEN)) {
                lively.put("name", values.get("unique"));
            }
            example = lively;
        }
        return crm.ask(
                operation.method(),
                path,
                person.token(),
                example.isMissingNode() ? null : example.toString());
    }
}
