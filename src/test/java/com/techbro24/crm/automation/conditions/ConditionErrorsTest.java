package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionErrorsTest {
    /** A wrong condition, the paths of its errors, and their code. */
    private static final String WRONG =
            """
        {}                                                                    | c.field c.op  | required
        {"op":"eq","value":1}                                                 | c.field       | required
        {"field":7,"op":"eq","value":1}                                       | c.field       | wrong_type
        {"field":"lead.status","value":"new"}                                 | c.op          | required
        {"field":"lead.status","op":[],"value":"new"}                         | c.op          | wrong_type
        {"field":"lead.statuz","op":"eq","value":"new"}                       | c.field       | unknown_field
        {"field":"lead.passwordHash","op":"exists"}                           | c.field       | unknown_field
        {"field":"call.status","op":"eq","value":"missed"}                    | c.field       | unknown_field
        {"field":"lead.status","op":"=","value":"new"}                        | c.op          | unknown_value
        {"field":"lead.status","op":"EQ","value":"new"}                       | c.op          | unknown_value
        {"field":"lead.status","op":"gt","value":"new"}                       | c.op          | not_allowed
        {"field":"lead.status","op":"contains","value":"n"}                   | c.op          | not_allowed
        {"field":"lead.score","op":"starts_with","value":"4"}                 | c.op          | not_allowed
        {"field":"lead.tags","op":"eq","value":"vip"}                         | c.op          | not_allowed
        {"field":"lead.consent","op":"eq","value":{}}                         | c.op          | not_allowed
        {"field":"lead.doNotCall","op":"in","value":[true]}                   | c.op          | not_allowed
        {"field":"lead.score","op":"before","value":"2026-11-29T10:00:00Z"}   | c.op          | not_allowed
        {"field":"lead.createdAt","op":"gt","value":"2026-11-29T10:00:00Z"}   | c.op          | not_allowed
        {"field":"agent.name","op":"changed"}                                 | c.op          | not_allowed
        {"field":"before.name","op":"changed"}                                | c.op          | not_allowed
        {"field":"lead.status","op":"eq"}                                     | c.value       | required
        {"field":"lead.status","op":"eq","value":null}                        | c.value       | required
        {"field":"lead.status","op":"eq","value":"won"}                       | c.value       | unknown_value
        {"field":"lead.status","op":"eq","value":"New"}                       | c.value       | unknown_value
        {"field":"lead.status","op":"in","value":["new","won"]}               | c.value[1]    | unknown_value
        {"field":"lead.status","op":"changed_to","value":"won"}               | c.value       | unknown_value
        {"field":"lead.status","op":"eq","value":["new"]}                     | c.value       | wrong_type
        {"field":"lead.status","op":"in","value":"new"}                       | c.value       | wrong_type
        {"field":"lead.status","op":"in","value":[]}                          | c.value       | out_of_range
        {"field":"lead.source","op":"in","value":["web",1,null]}              | c.value[1] c.value[2] | wrong_type
        {"field":"lead.score","op":"eq","value":"40"}                         | c.value       | wrong_type
        {"field":"lead.score","op":"gt","value":"40"}                         | c.value       | wrong_type
        {"field":"lead.customFields.x","op":"gt","value":"40"}                | c.value       | wrong_type
        {"field":"lead.customFields.x","op":"eq","value":[1]}                 | c.value       | wrong_type
        {"field":"lead.customFields.x","op":"contains","value":1}             | c.value       | wrong_type
        {"field":"lead.doNotCall","op":"eq","value":"true"}                   | c.value       | wrong_type
        {"field":"lead.name","op":"eq","value":5}                             | c.value       | wrong_type
        {"field":"lead.name","op":"eq","value":"  "}                          | c.value       | required
        {"field":"lead.name","op":"contains","value":""}                      | c.value       | required
        {"field":"lead.tags","op":"contains","value":5}                       | c.value       | wrong_type
        {"field":"lead.email","op":"exists","value":"yes"}                    | c.value       | wrong_type
        {"field":"lead.email","op":"changed","value":1}                       | c.value       | wrong_type
        {"field":"lead.createdAt","op":"before","value":"yesterday"}          | c.value       | wrong_type
        {"field":"lead.createdAt","op":"before","value":"2026-11-29"}         | c.value       | wrong_type
        {"field":"lead.createdAt","op":"after","value":5}                     | c.value       | wrong_type
        {"field":"lead.createdAt","op":"within_last","value":"1 day"}         | c.value       | wrong_type
        {"field":"lead.createdAt","op":"within_last","value":"-P1D"}          | c.value       | wrong_type
        {"field":"lead.createdAt","op":"within_last","value":"P1M"}           | c.value       | wrong_type
        {"field":"lead.createdAt","op":"within_last","value":"P99999999D"}    | c.value       | wrong_type
        {"field":"lead.createdAt","op":"within_last","value":{"ref":"now"}}   | c.value       | wrong_type
        {"field":"lead.createdAt","op":"before","value":{"ref":"then.x"}}     | c.value.ref   | unknown_field
        {"field":"lead.createdAt","op":"before","value":{"plus":"P1D"}}       | c.value.ref   | wrong_type
        {"field":"lead.createdAt","op":"before","value":{"ref":"lead.name"}}  | c.value.ref   | wrong_type
        {"field":"lead.createdAt","op":"before","value":{"ref":"now","plus":"P1Y"}} | c.value.plus | wrong_type
        {"field":"lead.createdAt","op":"before","value":{"ref":"now","minus":"P1D"}} | c.value.minus | unknown_field
        {"field":"lead.score","op":"eq","value":{"ref":"lead.callAttempts","plus":"P1D"}} | c.value.plus | not_allowed
        {"field":"lead.score","op":"eq","value":{"ref":"lead.name"}}          | c.value.ref   | wrong_type
        {"field":"lead.name","op":"in","value":{"ref":"lead.email"}}          | c.value.ref   | wrong_type
        {"field":"lead.status","op":"eq","value":{"ref":"lead.priority"}}     | c.value.ref   | wrong_type
        {"field":"lead.status","op":"eq","value":"new","note":"x"}            | c.note        | unknown_field
        {"all":[]}                                                            | c.all         | required
        {"any":[]}                                                            | c.any         | required
        {"all":{}}                                                            | c.all         | wrong_type
        {"all":["x"]}                                                         | c.all[0]      | wrong_type
        {"not":[]}                                                            | c.not         | wrong_type
        {"not":{"any":[{"field":"x","op":"exists"}]}}                         | c.not.any[0].field | unknown_field
        {"all":[{"field":"now","op":"exists"}],"any":[]}                      | c             | one_of
        {"all":[],"field":"lead.name"}                                        | c             | one_of
        {"all":[{"field":"now","op":"exists"}],"name":"x"}                    | c.name        | unknown_field
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = WRONG)
    void a_wrong_condition_says_where_and_why(String json, String paths, String code) {
        List<InputError> errors = errors((ObjectNode) Json.read(json), "lead", true);
        assertThat(errors).extracting(InputError::code).containsOnly(code);
        assertThat(errors).extracting(InputError::field).containsExactly(paths.split(" "));
        assertThat(errors).allMatch(error -> error.message().endsWith("."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"field":"lead.status","op":"changed"}                            | c.op
                    {"field":"lead.status","op":"changed_to","value":"new"}           | c.op
                    {"field":"lead.status","op":"changed_from","value":"new"}         | c.op
                    {"field":"before.status","op":"eq","value":"new"}                 | c.field
                    {"field":"event.actor","op":"exists"}                             | c.field
                    {"field":"then.event.at","op":"exists"}                           | c.field
                    {"field":"now","op":"after","value":{"ref":"event.at"}}           | c.value.ref
                    """)
    void without_an_event_nothing_can_ask_for_one(String json, String path) {
        assertThat(errors((ObjectNode) Json.read(json), "lead", false))
                .extracting(InputError::field, InputError::code)
                .containsExactly(tuple(path, "not_allowed"));
    }

    @Test
    void all_errors_are_named_at_once() {
        ObjectNode tree =
                (ObjectNode)
                        Json.read(
                                """
                                {"all":[{"field":"lead.status","op":"eq","value":"won"},
                                        {"any":[{"field":"lead.nane","op":"eq","value":1},
                                                {"not":{"field":"lead.score","op":"gt"}}]}]}
                                """);
        assertThat(errors(tree, "lead", true))
                .extracting(InputError::field)
                .containsExactly(
                        "c.all[0].value", "c.all[1].any[0].field", "c.all[1].any[1].not.value");
    }

    @Test
    void an_unknown_word_or_field_comes_with_the_known_ones() {
        ObjectNode word =
                (ObjectNode)
                        Json.read("{\"field\":\"call.direction\",\"op\":\"eq\",\"value\":\"in\"}");
        assertThat(errors(word, "call", true).getFirst().message())
                .isEqualTo("c.value must be one of inbound, outbound.");
        ObjectNode field = (ObjectNode) Json.read("{\"field\":\"lead.nane\",\"op\":\"exists\"}");
        assertThat(errors(field, "call", true).getFirst().message())
                .contains("lead.name, ")
                .doesNotContain("call.");
        ObjectNode root = (ObjectNode) Json.read("{\"field\":\"leed.name\",\"op\":\"exists\"}");
        assertThat(errors(root, "call", true).getFirst().message()).contains("lead.<field>", "now");
    }

    @Test
    void a_tree_has_limits() {
        ObjectNode leaf = (ObjectNode) Json.read("{\"field\":\"now\",\"op\":\"exists\"}");
        ObjectNode deep = leaf;
        for (int level = 1; level < 10; level++) {
            deep = Json.object().set("not", deep);
        }
        assertThat(errors(deep, null, false)).isEmpty();
        ObjectNode deeper = Json.object().set("not", deep);
        assertThat(errors(deeper, null, false))
                .extracting(InputError::code)
                .containsExactly("too_long");

        ObjectNode many = Json.object();
        ArrayNode all = many.putArray("all");
        for (int count = 0; count < 100; count++) {
            all.add(leaf);
        }
        assertThat(errors(many, null, false)).isEmpty();
        all.add(leaf);
        assertThat(errors(many, null, false))
                .extracting(InputError::field, InputError::code)
                .containsExactly(tuple("c", "too_long"));
    }

    @Test
    void a_value_has_limits() {
        ObjectNode leaf = Json.object().put("field", "lead.name").put("op", "eq");
        assertThat(errors(leaf.put("value", "x".repeat(1_000)), "lead", true)).isEmpty();
        assertThat(errors(leaf.put("value", "x".repeat(1_001)), "lead", true))
                .extracting(InputError::code)
                .containsExactly("too_long");
        leaf.put("op", "in");
        ArrayNode values = leaf.putArray("value");
        for (int count = 0; count < 101; count++) {
            values.add("x" + count);
        }
        assertThat(errors(leaf, "lead", true))
                .extracting(InputError::code)
                .containsExactly("out_of_range");
    }

    private static List<InputError> errors(
            ObjectNode tree, @Nullable String entityType, boolean isEvent) {
        List<InputError> errors = new ArrayList<>();
        Condition.compile(tree, Rows.FIELDS, entityType, isEvent, errors, "c");
        return errors;
    }
}
