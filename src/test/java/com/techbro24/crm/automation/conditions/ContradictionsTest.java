package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    call.missed | {"field":"call.direction","op":"eq","value":"outbound"}          | true
                    call.missed | {"field":"call.direction","op":"eq","value":"inbound"}           | false
                    call.missed | {"field":"call.status","op":"not_in","value":["missed"]}         | true
                    call.missed | {"not":{"field":"call.status","op":"eq","value":"missed"}}       | true
                    call.missed | {"field":"event.name","op":"eq","value":"call.ended"}            | true
                    call.ended  | {"field":"call.status","op":"in","value":["ringing"]}            | true
                    call.ended  | {"field":"call.status","op":"in","value":["ringing","busy"]}     | false
                    call.ended  | {"field":"call.endedAt","op":"exists","value":false}             | true
                    call.ended  | {"field":"call.direction","op":"eq","value":"outbound"}          | false
                    reminder.completed | {"field":"reminder.status","op":"eq","value":"pending"}   | true
                    lead.assigned | {"field":"lead.assignedAgentId","op":"exists","value":false}   | true
                    lead.created | {"field":"lead.status","op":"changed_from","value":"new"}       | true
                    lead.created | {"field":"before.status","op":"eq","value":"new"}               | true
                    lead.created | {"field":"before.status","op":"ne","value":"new"}               | false
                    lead.created | {"field":"lead.status","op":"changed_to","value":"new"}         | false
                    lead.updated | {"field":"lead.status","op":"changed_from","value":"new"}       | false
                    lead.updated | {"field":"lead.deletedAt","op":"exists"}                        | true
                    lead.updated | {"field":"lead.tags","op":"exists","value":false}               | false
                    lead.updated | {"field":"lead.createdAt","op":"exists","value":false}          | true
                    lead.updated | {"all":[{"field":"lead.status","op":"eq","value":"new"},{"field":"lead.status","op":"eq","value":"lost"}]} | true
                    lead.updated | {"any":[{"field":"lead.status","op":"eq","value":"new"},{"field":"lead.status","op":"eq","value":"lost"}]} | false
                    lead.updated | {"not":{"any":[{"field":"lead.status","op":"eq","value":"new"},{"field":"lead.status","op":"ne","value":"new"}]}} | true
                    lead.updated | {"all":[{"field":"lead.source","op":"eq","value":"Web"},{"field":"lead.source","op":"ne","value":"web"}]} | true
                    lead.updated | {"all":[{"field":"lead.company","op":"exists","value":false},{"field":"lead.company","op":"contains","value":"x"}]} | true
                    lead.updated | {"all":[{"field":"lead.company","op":"exists","value":false},{"field":"lead.company","op":"ne","value":"x"}]} | false
                    lead.updated | {"all":[{"field":"lead.doNotCall","op":"ne","value":true},{"field":"lead.doNotCall","op":"ne","value":false}]} | true
                    lead.updated | {"all":[{"field":"lead.status","op":"eq","value":"new"},{"any":[{"field":"lead.status","op":"eq","value":"lost"},{"field":"lead.status","op":"ne","value":"new"}]}]} | true
                    lead.updated | {"all":[{"field":"lead.status","op":"eq","value":"new"},{"field":"before.status","op":"eq","value":"lost"}]} | false
                    lead.updated | {"all":[{"field":"lead.score","op":"gt","value":5},{"field":"lead.score","op":"exists"}]} | false
                    lead.updated | {"field":"agent.role","op":"exists","value":false}              | false
                    """)
    void a_condition_that_no_event_can_meet_is_found(String event, String json, boolean never) {
        String type = event.substring(0, event.indexOf('.'));
        Condition condition = Rows.condition(type, json);
        assertThat(condition.canNeverHold(Rows.EVENTS, List.of(event))).isEqualTo(never);
    }

    @Test
    void one_event_that_can_meet_it_is_enough() {
        Condition outbound =
                Rows.condition(
                        "call",
                        "{\"field\":\"call.direction\",\"op\":\"eq\",\"value\":\"outbound\"}");
        assertThat(outbound.canNeverHold(Rows.EVENTS, List.of("call.missed"))).isTrue();
        assertThat(outbound.canNeverHold(Rows.EVENTS, List.of("call.missed", "call.ended")))
                .isFalse();
        assertThat(outbound.canNeverHold(Rows.EVENTS, List.of())).as("a schedule").isFalse();
    }
}
