package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people and generators read in the document of the whole program, and the pages of it. */
class ReferenceTest {
    private static final Pattern EVENT = Pattern.compile("(?m)^- `([a-z_.]+)`: ");

    static RunningCrm crm;
    static JsonNode document;
    static List<Operation> operations;

    @BeforeAll
    static void start() {
        crm = RunningCrm.start(TestDatabase.SQLITE);
        document = crm.get(crm.admin(), "/api/openapi.json").json();
        operations = Operation.all(document);
    }

    @AfterAll
    static void stop() {
        crm.close();
    }

    @Test
    void every_type_and_every_field_says_what_it_means() {
        List<String> silent = new ArrayList<>();
        for (var schema : document.at("/components/schemas").properties()) {
            if (schema.getValue().path("description").asText().isEmpty()) {
                silent.add(schema.getKey());
            }
            for (var field : schema.getValue().path("properties").properties()) {
                if (field.getValue().path("description").asText().isEmpty()) {
                    silent.add(schema.getKey() + "." + field.getKey());
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void every_operation_and_every_parameter_says_what_it_does() {
        List<String> silent = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.told().path("description").asText().isEmpty()) {
                silent.add(operation.name());
            }
            for (JsonNode parameter : operation.told().get("parameters")) {
                boolean isNamed = parameter.has("$ref");
                if (!isNamed && parameter.path("description").asText().isEmpty()) {
                    silent.add(operation.name() + " " + parameter.get("name").asText());
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    /** {@code List leads} and {@code listLeads}: a verb, and no full stop. */
    @Test
    void titles_are_names_and_ids_are_made_of_them() {
        Set<String> titles = new LinkedHashSet<>();
        for (Operation operation : operations) {
            String title = operation.told().get("summary").textValue();
            assertThat(title).matches("[A-Z][a-z]+( [A-Za-z]+)*").hasSizeLessThan(40);
            assertThat(titles.add(title)).as(title).isTrue();
            assertThat(operation.told().get("operationId").textValue())
                    .isEqualToIgnoringCase(title.replace(" ", ""))
                    .matches("[a-z]+([A-Z][a-z]*)*");
        }
    }

    @Test
    void what_a_client_reads_may_get_more_fields_and_what_it_sends_may_not() {
        Set<String> sent = new LinkedHashSet<>();
        Set<String> read = new LinkedHashSet<>();
        for (Operation operation : operations) {
            names(operation.told().path("requestBody"), sent);
            names(operation.told().get("responses"), read);
        }
        assertThat(sent).hasSizeGreaterThan(40);
        assertThat(read).hasSizeGreaterThan(100);
        for (String name : sent) {
            assertThat(isOpen(name)).as(name).isNotEqualTo(Boolean.TRUE);
        }
        for (String name : read) {
            assertThat(isOpen(name)).as(name).isNotEqualTo(Boolean.FALSE);
        }
    }

    /** The schemas of objects that a part of the document leads to. */
    private static void names(JsonNode part, Set<String> into) {
        for (JsonNode ref : part.findValues("$ref")) {
            String name = ref.textValue().replaceFirst(".*/", "");
            if (ref.textValue().startsWith("#/components/schemas/") && into.add(name)) {
                names(document.at(ref.textValue().substring(1)), into);
            }
        }
    }

    /** Null for what is no object with fields. */
    private static @Nullable Boolean isOpen(String schema) {
        JsonNode found = document.at("/components/schemas/" + schema);
        return found.has("properties") ? found.path("additionalProperties").booleanValue() : null;
    }

    @Test
    void each_kind_of_change_is_among_the_live_events_of_a_topic() {
        Set<String> told = new LinkedHashSet<>();
        for (JsonNode tag : document.get("tags")) {
            EVENT.matcher(tag.get("description").textValue())
                    .results()
                    .forEach(event -> assertThat(told.add(event.group(1))).isTrue());
        }
        List<String> kinds = RoomKinds.ALL.all().stream().map(kind -> kind.wireName()).toList();
        assertThat(told).containsAll(kinds);
        told.removeAll(kinds);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "session.expired", "presence.changed", "analytics.updated");
    }

    @Test
    void the_page_begins_with_how_to_sign_in_before_any_script_runs() {
        String page = crm.send("GET", "/docs", null, null).body();
        assertThat(page.indexOf("<h1>")).isPositive().isLessThan(page.indexOf("<h2>Sign in</h2>"));
        assertThat(page.indexOf("<h2>Sign in</h2>"))
                .isLessThan(page.indexOf("<h2>Create a first lead</h2>"));
        assertThat(page.indexOf("<h2>Create a first lead</h2>"))
                .isLessThan(page.indexOf("<script"));
        assertThat(document.at("/info/description").textValue()).startsWith("# Sign in\n");
        assertThat(document.at("/tags/0/name").textValue()).isEqualTo("Sign-in");
    }

    @Test
    void the_postman_collection_has_each_operation_in_the_order_of_the_reference() {
        JsonNode collection = Json.read(crm.send("GET", "/docs/postman.json", null, null).body());
        assertThat(collection.at("/variable/0/value").textValue()).isEqualTo(crm.url());
        assertThat(collection.at("/auth/bearer/0/value").textValue()).isEqualTo("{{token}}");
        List<String> folders = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode folder : collection.get("item")) {
            folders.add(folder.get("name").textValue());
            folder.get("item").forEach(item -> names.add(item.get("name").textValue()));
        }
        assertThat(folders)
                .containsExactlyElementsOf(document.get("tags").findValuesAsText("name"));
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        operations.stream()
                                .map(operation -> operation.told().get("summary").textValue())
                                .toList());
    }
}
