package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.changelog.Change;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
    /** The kind of a change, its type, the row before and after, and the events that it is. */
    private static final String CHANGES =
            """
        lead.created         | lead  |            | {}                                                | lead.assigned lead.created
        lead.created         | lead  |            | {"assignedAgentId":null}                          | lead.created
        lead.updated         | lead  | {}         | {"score":41}                                      | lead.updated
        lead.updated         | lead  | {"deletedAt":"2026-11-29T09:00:00.000Z"} | {"deletedAt":"2026-11-29T09:00:00.000Z","score":1} |
        lead.status_changed  | lead  | {}         | {"status":"attempted"}                            | lead.status_changed lead.updated
        lead.status_changed  | lead  | {}         | {"status":"attempted","assignedAgentId":"agent-2"}| lead.assigned lead.status_changed lead.updated
        lead.assigned        | lead  | {}         | {"assignedAgentId":"agent-2"}                     | lead.assigned lead.updated
        lead.assigned        | lead  | {}         | {"assignedAgentId":null}                          | lead.updated
        lead.deleted         | lead  | {}         | {"deletedAt":"2026-11-29T09:00:00.000Z"}          | lead.deleted
        lead.merged          | lead  | {}         | {"deletedAt":"2026-11-29T09:00:00.000Z","mergedIntoId":"lead-2"} | lead.merged
        lead.restored        | lead  | {"deletedAt":"2026-11-29T09:00:00.000Z"} | {}                  | lead.restored
        call.created         | call  |            | {"status":"scheduled","endedAt":null}             | call.created
        call.ended           | call  |            | {"status":"completed"}                            | call.created call.ended
        call.missed          | call  |            | {}                                                | call.created call.ended call.missed
        call.missed          | call  | {"status":"ringing","endedAt":null} | {}                       | call.ended call.updated call.missed
        call.ended           | call  | {"status":"in_progress","endedAt":null} | {"status":"completed"} | call.ended call.updated
        call.started         | call  | {"status":"ringing"} | {"status":"in_progress"}                | call.updated call.started
        call.updated         | call  | {}         | {"outcome":"interested"}                          | call.updated
        call.updated         | call  | {}         | {"endedAt":"2026-11-29T09:59:30.000Z"}            | call.updated
        call.updated         | call  | {"deletedAt":"2026-11-29T09:00:00.000Z"} | {}                  |
        call.deleted         | call  | {}         | {"deletedAt":"2026-11-29T09:00:00.000Z"}          | call.deleted
        reminder.created     | reminder |         | {}                                                | reminder.created
        reminder.updated     | reminder | {}      | {"title":"Call again"}                            | reminder.updated
        reminder.due         | reminder | {}      | {"firedAt":"2026-11-29T10:00:00.000Z"}            | reminder.due
        reminder.overdue     | reminder | {}      | {"overdueFiredAt":"2026-11-29T11:00:00.000Z"}     | reminder.overdue
        reminder.completed   | reminder | {}      | {"status":"completed"}                            | reminder.completed
        reminder.deleted     | reminder | {}      | {"deletedAt":"2026-11-29T09:00:00.000Z"}          | reminder.deleted
        notification.created | notification |     | {}                                                | notification.created
        notification.read    | notification | {}  | {"readAt":"2026-11-29T09:00:00.000Z"}             | notification.read
        notification.updated | notification | {}  | {"count":2}                                       | notification.updated
        notification.deleted | notification | {}  | {"deletedAt":"2026-11-29T09:00:00.000Z"}          | notification.deleted
        agent.created        | agent |            | {}                                                | agent.created
        agent.updated        | agent | {}         | {"team":"north"}                                  | agent.updated
        agent.status_changed | agent | {}         | {"active":false,"status":"offline"}               | agent.updated agent.status_changed
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = CHANGES)
    void a_change_is_all_events_that_hold_for_it(
            String kind,
            String type,
            @Nullable String before,
            String after,
            @Nullable String expected) {
        Change change =
                Rows.change(
                        kind,
                        type,
                        before == null ? null : Rows.row(type, before),
                        Rows.row(type, after));
        assertThat(String.join(" ", Rows.EVENTS.of(change)))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void only_changes_of_rows_are_events() {
        assertThat(Rows.EVENTS.all().stream().map(Event::entityType).distinct())
                .containsExactlyInAnyOrder("agent", "lead", "call", "reminder", "notification");
        assertThat(Rows.EVENTS.find("notification.rule_changed")).isEmpty();
        assertThat(Rows.EVENTS.find("import.progressed")).isEmpty();
        ObjectNode inbox = Rows.row("notification");
        assertThat(Rows.EVENTS.of(Rows.change("notification.read", "inbox", null, inbox)))
                .isEmpty();
        assertThat(
                        Rows.EVENTS.of(
                                Rows.change(
                                        "notification.rule_changed",
                                        "notification_rule",
                                        null,
                                        inbox)))
                .isEmpty();
    }

    @Test
    void a_creation_has_no_row_before() {
        assertThat(Rows.EVENTS.find("lead.created"))
                .contains(new Event("lead.created", "lead", false));
        assertThat(Rows.EVENTS.find("call.missed"))
                .contains(new Event("call.missed", "call", true));
    }

    @Test
    void a_text_that_looks_like_json_does_not_change_the_events() {
        ObjectNode before = Rows.row("lead");
        ObjectNode after =
                Rows.row("lead").put("notes", "\"deletedAt\":\"x\", \"assignedAgentId\":null");
        after.put("assignedAgentId", "agent-2");
        assertThat(Rows.EVENTS.of(Rows.change("lead.assigned", "lead", before, after)))
                .containsExactly("lead.assigned", "lead.updated");
    }

    @Test
    void a_change_of_computed_fields_by_the_program_is_told_apart() {
        ObjectNode lead = Rows.row("lead");
        Change rescored =
                Rows.change("lead.updated", "lead", lead, Rows.row("lead", "{\"score\":50}"));
        assertThat(Rows.EVENTS.isComputedOnly(Rows.byProgram(rescored))).isTrue();
        assertThat(Rows.EVENTS.isComputedOnly(rescored)).as("a person did it").isFalse();
        Change more =
                Rows.change(
                        "lead.updated",
                        "lead",
                        lead,
                        Rows.row("lead", "{\"score\":50,\"company\":\"X\"}"));
        assertThat(Rows.EVENTS.isComputedOnly(Rows.byProgram(more))).isFalse();
        assertThat(
                        Rows.EVENTS.isComputedOnly(
                                Rows.byProgram(Rows.change("lead.created", "lead", null, lead))))
                .isFalse();
    }
}
