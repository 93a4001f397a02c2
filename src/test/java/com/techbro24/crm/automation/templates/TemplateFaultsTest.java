package com.techbro24.crm.automation.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of wrong parameters: everything at once. */
class TemplateFaultsTest {
    private static final RuleTemplates TEMPLATES = new RuleTemplates(ZoneId.of("Europe/Berlin"));

    private static List<String> faults(String template, String parameters) {
        return faults(TEMPLATES.find(template).orElseThrow(), (ObjectNode) Json.read(parameters));
    }

    private static List<String> faults(RuleTemplate template, ObjectNode parameters) {
        List<InputError> errors = new ArrayList<>();
        assertThat(template.rules(parameters, errors)).isEmpty();
        assertThat(errors)
                .allSatisfy(error -> assertThat(error.message()).matches("[^{}$^\\\\]+\\."));
        return errors.stream().map(error -> error.field() + " " + error.code()).toList();
    }

    @ParameterizedTest
    @MethodSource("com.techbro24.crm.automation.templates.RuleTemplatesTest#all")
    void every_wrong_and_every_unknown_parameter_is_named(RuleTemplate template) {
        List<JsonNode> wrong =
                List.of(
                        Json.object(),
                        Json.tree(List.of(List.of())),
                        Json.tree(-1),
                        Json.tree(1.5),
                        Json.tree("PT0.5S"),
                        Json.tree("P99999D"),
                        Json.tree(""),
                        Json.tree("{{lead.name}}"));
        for (JsonNode value : wrong) {
            ObjectNode parameters = Json.object().put("more", 1);
            List<String> fields = new ArrayList<>();
            for (Parameter parameter : template.parameters()) {
                parameters.set(parameter.name(), value);
                fields.add("parameters." + parameter.name());
            }
            fields.add("parameters.more");
            assertThat(faults(template, parameters))
                    .extracting(fault -> fault.replaceFirst("(\\[\\d+])? .*", ""))
                    .as(value.toString())
                    .containsExactlyInAnyOrderElementsOf(fields);
        }
    }

    @Test
    void each_fault_has_its_code() {
        assertThat(
                        faults(
                                "lead-qualification",
                                "{\"outcomes\":[\"sale\",\"great\"],\"minTalkSeconds\":36001,"
                                        + "\"from\":[],\"to\":\"lost\",\"x\":null}"))
                .containsExactly(
                        "parameters.outcomes[1] unknown_value",
                        "parameters.minTalkSeconds out_of_range",
                        "parameters.from too_short",
                        "parameters.to unknown_value",
                        "parameters.x unknown_field");
        assertThat(
                        faults(
                                "new-lead-follow-up",
                                "{\"within\":\"1 hour\",\"assign\":true,"
                                        + "\"sources\":[\"a\",\"\",\"b\\nc\",3]}"))
                .containsExactly(
                        "parameters.within wrong_type",
                        "parameters.assign unknown_value",
                        "parameters.sources[1] invalid_text",
                        "parameters.sources[2] invalid_text",
                        "parameters.sources[3] invalid_text");
        assertThat(
                        faults(
                                "morning-digest",
                                "{\"time\":\"24:00\",\"days\":[\"monday\",\"monday\"],"
                                        + "\"timezone\":\"Berlin\",\"to\":\"me\"}"))
                .containsExactly(
                        "parameters.time invalid_format",
                        "parameters.days duplicate",
                        "parameters.timezone invalid_zone",
                        "parameters.to invalid_format");
        ObjectNode many = Json.object();
        many.set("sources", Json.tree(IntStream.range(0, 51).boxed().toList()));
        assertThat(faults(TEMPLATES.find("speed-to-lead-alarm").orElseThrow(), many))
                .containsExactly("parameters.sources too_long");
    }

    @Test
    void values_that_do_not_go_together_are_refused() {
        assertThat(
                        faults(
                                "lead-qualification",
                                "{\"from\":[\"new\",\"nurture\"],\"to\":\"nurture\"}"))
                .containsExactly("parameters.to not_allowed");
        assertThat(faults("win-back", "{\"after\":\"P90D\",\"until\":\"P90D\"}"))
                .containsExactly("parameters.until out_of_range");
    }
}
