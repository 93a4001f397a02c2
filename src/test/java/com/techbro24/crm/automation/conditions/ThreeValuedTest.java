package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreeValuedTest {
    private static final String TRUE =
            "{\"field\":\"call.status\",\"op\":\"eq\",\"value\":\"missed\"}";
    private static final String FALSE =
            "{\"field\":\"call.status\",\"op\":\"eq\",\"value\":\"busy\"}";
    private static final String LINK =
            "{\"field\":\"lead.status\",\"op\":\"eq\",\"value\":\"new\"}";

    @ParameterizedTest
    @CsvSource({
        "all, LINK,       UNKNOWN",
        "all, LINK TRUE,  UNKNOWN",
        "all, LINK FALSE, FALSE",
        "all, FALSE LINK, FALSE",
        "any, LINK,       UNKNOWN",
        "any, LINK FALSE, UNKNOWN",
        "any, LINK TRUE,  TRUE",
        "any, TRUE LINK,  TRUE",
    })
    void what_is_decided_without_links_is_known_without_them(
            String group, String parts, Truth expected) {
        String tree = "{\"" + group + "\":[" + String.join(",", parts.split(" ")) + "]}";
        String json = tree.replace("LINK", LINK).replace("TRUE", TRUE).replace("FALSE", FALSE);
        Situation withoutLinks = Rows.callMissed().withLinks(Links.UNKNOWN);
        assertThat(Rows.condition("call", json).test(withoutLinks)).isEqualTo(expected);
        assertThat(Rows.condition("call", "{\"not\":" + json + "}").test(withoutLinks))
                .isEqualTo(expected.negated());
        assertThat(Rows.condition("call", json).needsLinks()).isTrue();
        assertThat(Rows.condition("call", json).test(Rows.callMissed()))
                .isNotEqualTo(Truth.UNKNOWN);
    }

    @Test
    void a_call_without_a_lead_needs_no_look_at_leads() {
        Situation noLead =
                Situation.of(Rows.row("call", "{\"leadId\":null}"), Rows.NOW)
                        .withLinks(Links.UNKNOWN);
        assertThat(Rows.condition("call", LINK).test(noLead)).isEqualTo(Truth.FALSE);
    }

    @Test
    void a_value_that_is_compared_with_may_be_unknown_too() {
        Condition condition =
                Rows.condition(
                        "call",
                        """
                        {"field":"call.agentId","op":"eq","value":{"ref":"lead.assignedAgentId"}}
                        """);
        assertThat(condition.test(Rows.callMissed().withLinks(Links.UNKNOWN)))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(condition.test(Rows.callMissed())).isEqualTo(Truth.TRUE);
    }

    @Test
    void links_are_looked_up_last_and_only_where_they_matter() {
        List<String> looked = new ArrayList<>();
        Links counted =
                (type, id) -> {
                    looked.add(type);
                    return Rows.LINKS.find(type, id);
                };
        Situation situation = Rows.callMissed().withLinks(counted);
        String json = "{\"all\":[" + LINK + "," + FALSE + "]}";
        assertThat(Rows.condition("call", json).test(situation)).isEqualTo(Truth.FALSE);
        assertThat(looked).isEmpty();
        assertThat(
                        Rows.condition(
                                        "call",
                                        """
                                        {"field":"lead.assignedAgent.name","op":"eq","value":"Ada"}
                                        """)
                                .test(situation))
                .isEqualTo(Truth.TRUE);
        assertThat(looked).containsExactly("lead", "agent");
    }

    @Test
    void an_explanation_shows_each_condition_with_what_it_saw() {
        JsonNode explained =
                Rows.condition(
                                "call",
                                """
                                {"any":[{"field":"lead.status","op":"in","value":["attempted"]},
                                        {"not":{"field":"call.status","op":"changed_to",
                                                "value":"missed"}},
                                        {"field":"call.endedAt","op":"after",
                                         "value":{"ref":"now","plus":"PT1H"}}]}
                                """)
                        .explain(Rows.callMissed());
        assertThat(explained)
                .isEqualTo(
                        Json.read(
                                """
                                {"any":false,"of":[
                                 {"field":"lead.status","op":"in","value":["attempted"],
                                  "saw":"new","ok":false},
                                 {"not":false,"of":[
                                  {"field":"call.status","op":"changed_to","value":"missed",
                                   "saw":"missed","was":"ringing","ok":true}]},
                                 {"field":"call.endedAt","op":"after",
                                  "value":{"ref":"now","plus":"PT1H"},
                                  "saw":"2026-11-29T09:59:00.000Z",
                                  "comparedWith":"2026-11-29T11:00:00.000Z","ok":false}]}
                                """));
        assertThat(Rows.condition("call", LINK).explain(Rows.callMissed().withLinks(Links.UNKNOWN)))
                .isEqualTo(
                        Json.read(
                                """
                                {"field":"lead.status","op":"eq","value":"new","ok":null}
                                """));
    }

    @Test
    void the_owner_is_unknown_until_it_is_looked_up() {
        Condition condition =
                Rows.condition(
                        "lead", "{\"field\":\"owner.name\",\"op\":\"eq\",\"value\":\"Olga\"}");
        Situation event = Situation.of(Rows.row("lead"), Rows.NOW);
        assertThat(condition.test(event)).isEqualTo(Truth.UNKNOWN);
        assertThat(condition.test(event.withOwner(Rows.row("agent", "{\"name\":\"Olga\"}"))))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void a_long_text_is_cut_in_an_explanation() {
        Situation situation =
                Situation.of(Rows.row("lead").put("notes", "x".repeat(5_000)), Rows.NOW);
        JsonNode explained =
                Rows.condition("lead", "{\"field\":\"lead.notes\",\"op\":\"exists\"}")
                        .explain(situation);
        assertThat(explained.get("saw").textValue()).hasSize(200);
    }
}
