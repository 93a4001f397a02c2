package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    /** A condition on {@link Rows#leadChanged}, and whether it holds. */
    private static final String LOOKS =
            """
        lead.name                 | eq           | "grun & sohne"                 | true
        lead.name                 | eq           | "grun"                         | false
        lead.company              | eq           | "x"                            | false
        lead.company              | ne           | "x"                            | true
        lead.name                 | ne           | "GRÜN & SÖHNE"                 | false
        lead.status               | eq           | "new"                          | true
        lead.value                | eq           | 1000.50                        | true
        lead.score                | eq           | 40.0                           | true
        lead.doNotCall            | eq           | false                          | true
        lead.lastContactedAt      | eq           | "2026-11-28T11:00:00+01:00"    | true
        lead.source               | in           | ["ads","WEB"]                  | true
        lead.company              | in           | ["x"]                          | false
        lead.company              | not_in       | ["x"]                          | true
        lead.source               | not_in       | ["web"]                        | false
        lead.score                | in           | [1,40]                         | true
        lead.value                | gt           | 1000                           | true
        lead.score                | gt           | 40                             | false
        lead.score                | gte          | 40                             | true
        lead.score                | lt           | 40                             | false
        lead.score                | lte          | 40.0                           | true
        before.email              | exists       | false                          | true
        lead.email                | exists       |                                | true
        lead.company              | exists       | true                           | false
        lead.requiredSkills       | exists       | true                           | false
        lead.consent              | exists       | true                           | true
        lead.name                 | contains     | "SOHNE"                        | true
        lead.company              | contains     | "x"                            | false
        lead.tags                 | contains     | "vip"                          | true
        lead.tags                 | contains     | "vi"                           | false
        lead.name                 | starts_with  | "gru"                          | true
        lead.name                 | starts_with  | "sohne"                        | false
        lead.company              | starts_with  | "x"                            | false
        lead.status               | changed      |                                | true
        lead.status               | changed      | false                          | false
        lead.name                 | changed      | true                           | false
        lead.status               | changed_to   | "new"                          | true
        lead.status               | changed_to   | "attempted"                    | false
        lead.status               | changed_from | "attempted"                    | true
        lead.status               | changed_from | "new"                          | false
        lead.name                 | changed_to   | "grun & sohne"                 | false
        lead.email                | changed_to   | "info@example.com"             | true
        lead.email                | changed_from | "info@example.com"             | false
        lead.lastContactedAt      | before       | "2026-11-28T10:00:00.001Z"     | true
        lead.lastContactedAt      | before       | "2026-11-28T10:00:00Z"         | false
        lead.lastContactedAt      | after        | {"ref":"now","plus":"-P2D"}    | true
        lead.lastContactedAt      | after        | {"ref":"now","plus":"-PT24H"}  | false
        lead.nextFollowUpAt       | before       | {"ref":"now"}                  | false
        lead.nextFollowUpAt       | after        | {"ref":"now"}                  | false
        lead.lastContactedAt      | after        | {"ref":"lead.nextFollowUpAt"}  | false
        lead.lastContactedAt      | within_last  | "P1D"                          | true
        lead.lastContactedAt      | within_last  | "PT23H"                        | false
        lead.createdAt            | within_last  | "P4W"                          | true
        lead.nextFollowUpAt       | within_last  | "P1D"                          | false
        before.status             | eq           | "attempted"                    | true
        before.name               | eq           | "Grün & Söhne"                 | true
        before.status             | ne           | {"ref":"lead.status"}          | true
        lead.nextFollowUpAt       | eq           | {"ref":"lead.convertedAt"}     | true
        lead.customFields.floors  | eq           | 2                              | true
        lead.customFields.floors  | gte          | 2                              | true
        lead.customFields.floors  | eq           | "2"                            | false
        lead.customFields.roof    | eq           | "flat"                         | true
        lead.customFields.roof    | gt           | 1                              | false
        lead.customFields.rented  | eq           | true                           | true
        lead.customFields.since   | within_last  | "PT2H"                         | true
        lead.customFields.roof    | within_last  | "PT2H"                         | false
        lead.customFields.garden  | exists       | false                          | true
        lead.customFields.garden  | ne           | 1                              | true
        lead.customFields.since   | before       | {"ref":"now"}                  | true
        lead.consent.basis        | eq           | "consent"                      | true
        agent.name                | eq           | "ada"                          | true
        agent.skills              | contains     | "German"                       | true
        agent.email               | in           | {"ref":"lead.tags"}            | false
        owner.name                | eq           | "Olga"                         | true
        event.name                | eq           | "lead.status_changed"          | true
        event.seq                 | eq           | 1841                           | true
        event.at                  | within_last  | "PT1M"                         | true
        event.actor               | eq           | {"ref":"lead.assignedAgentId"} | true
        event.via                 | exists       | false                          | true
        now                       | after        | {"ref":"event.at"}             | true
        lead.callAttempts         | eq           | {"ref":"then.lead.callAttempts"} | true
        """;

    /** The lead's status went from attempted to new, and it got an email address. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = LOOKS)
    void a_condition_looks_at_one_field(
            String field, String operator, String value, boolean expected) {
        ObjectNode leaf = Json.object().put("field", field).put("op", operator);
        if (value != null) {
            leaf.set("value", Json.read(value));
        }
        Condition condition = Rows.condition("lead", leaf.toString());
        assertThat(condition.test(Rows.leadChanged())).isEqualTo(Truth.of(expected));
        Condition opposite = Rows.condition("lead", "{\"not\":" + leaf + "}");
        assertThat(opposite.test(Rows.leadChanged())).isEqualTo(Truth.of(!expected));
    }

    @Test
    void no_condition_always_holds() {
        var errors = new ArrayList<InputError>();
        Condition always = Condition.compile(null, Rows.FIELDS, null, false, errors, "conditions");
        assertThat(always.test(Situation.of(null, Rows.NOW))).isEqualTo(Truth.TRUE);
        assertThat(always.explain(Situation.of(null, Rows.NOW)))
                .isEqualTo(Json.read("{\"all\":true,\"of\":[]}"));
        assertThat(errors).isEmpty();
    }

    @Test
    void in_a_new_row_every_value_is_a_change() {
        Change created = Rows.change("lead.created", "lead", null, Rows.row("lead"));
        Situation situation = Situation.of("lead.created", created, Rows.NOW);
        assertThat(holds("lead", "lead.status", "changed_to", "\"new\"", situation)).isTrue();
        assertThat(holds("lead", "lead.status", "changed_from", "\"new\"", situation)).isFalse();
        assertThat(holds("lead", "lead.company", "changed", "true", situation)).isFalse();
        assertThat(holds("lead", "before.status", "exists", "true", situation)).isFalse();
    }

    @Test
    void a_later_look_sees_the_row_of_today_and_the_change_of_the_event() {
        Situation later = Rows.leadChanged().withRecord(Rows.row("lead", "{\"status\":\"lost\"}"));
        assertThat(holds("lead", "lead.status", "eq", "\"lost\"", later)).isTrue();
        assertThat(holds("lead", "lead.status", "changed_to", "\"new\"", later)).isTrue();
        assertThat(holds("lead", "before.name", "eq", "\"Grün & Söhne\"", later)).isTrue();
    }

    @Test
    void then_is_what_was_stored_when_the_rule_matched() {
        String unchanged =
                """
                {"field":"lead.callAttempts","op":"eq","value":{"ref":"then.lead.callAttempts"}}
                """;
        Condition condition = Rows.condition("call", unchanged);
        Situation situation = Rows.callMissed();
        assertThat(condition.thenPaths()).containsExactly("lead.callAttempts");
        String onlyThen = "{\"field\":\"then.lead.callAttempts\",\"op\":\"exists\"}";
        assertThat(Rows.condition("call", onlyThen).needsLinks()).isTrue();
        assertThat(condition.test(situation)).as("while it is matched").isEqualTo(Truth.TRUE);
        ObjectNode then = Rows.FIELDS.valuesOf("call", condition.thenPaths(), situation);
        assertThat(condition.test(situation.withThen(then))).isEqualTo(Truth.TRUE);
        Links calledBack =
                (type, id) -> type.equals("lead") ? Rows.row("lead", "{\"callAttempts\":3}") : null;
        assertThat(condition.test(situation.withThen(then).withLinks(calledBack)))
                .isEqualTo(Truth.FALSE);
    }

    @Test
    void a_linked_row_that_is_gone_has_no_values() {
        Situation gone = Rows.callMissed().withLinks((type, id) -> null);
        assertThat(holds("call", "lead.status", "exists", "false", gone)).isTrue();
        assertThat(holds("call", "lead.assignedAgent.name", "ne", "\"Ada\"", gone)).isTrue();
    }

    @Test
    void a_row_of_another_form_than_expected_is_no_fault() {
        Situation odd =
                Situation.of(
                        Json.read(
                                """
                                {"score":"high","tags":7,"lastContactedAt":{},"name":[1],
                                 "assignedAgentId":5,"consent":"yes","value":1e999999999}
                                """),
                        Rows.NOW);
        assertThat(holds("lead", "lead.score", "gt", "1", odd)).isFalse();
        assertThat(holds("lead", "lead.tags", "contains", "\"x\"", odd)).isFalse();
        assertThat(holds("lead", "lead.lastContactedAt", "within_last", "\"P1D\"", odd)).isFalse();
        assertThat(holds("lead", "lead.name", "starts_with", "\"1\"", odd)).isFalse();
        assertThat(holds("lead", "agent.name", "eq", "\"Ada\"", odd)).isFalse();
        assertThat(holds("lead", "lead.consent.basis", "eq", "\"yes\"", odd)).isFalse();
        assertThat(holds("lead", "lead.value", "gt", "5", odd)).isTrue();
    }

    private static boolean holds(
            String type, String field, String operator, String value, Situation situation) {
        String leaf =
                "{\"field\":\"%s\",\"op\":\"%s\",\"value\":%s}".formatted(field, operator, value);
        return Rows.condition(type, leaf).test(situation) == Truth.TRUE;
    }
}
