package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RoomRows;
import com.techbro24.crm.automation.conditions.Field.Source;
import com.techbro24.crm.base.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    call | call.status                  | WORD     | RECORD | false
                    call | call.leadId                  | TEXT     | RECORD | true
                    call | call.contact                 | FLAG     | RECORD | false
                    call | call.ringSeconds             | NUMBER   | RECORD | true
                    call | call.endedAt                 | TIME     | RECORD | true
                    call | call.violations              | LIST     | RECORD | false
                    call | call.override                | OBJECT   | RECORD | true
                    call | call.override.reason         | TEXT     | RECORD | true
                    call | before.status                | WORD     | BEFORE | true
                    call | lead.status                  | WORD     | LINK   | true
                    call | lead.value                   | NUMBER   | LINK   | true
                    call | lead.consent.at              | TIME     | LINK   | true
                    call | lead.customFields            | OBJECT   | LINK   | true
                    call | lead.customFields.roof       | ANY      | LINK   | true
                    call | lead.customFields.v 1.2      | ANY      | LINK   | true
                    call | lead.assignedAgent.name      | TEXT     | LINK   | true
                    call | call.lead.status             | WORD     | LINK   | true
                    call | agent.role                   | WORD     | LINK   | true
                    call | owner.team                   | TEXT     | OWNER  | true
                    call | owner.active                 | FLAG     | OWNER  | false
                    call | now                          | TIME     | NOW    | false
                    call | event.seq                    | NUMBER   | EVENT  | false
                    call | event.via                    | TEXT     | EVENT  | true
                    call | then.lead.callAttempts       | NUMBER   | THEN   | true
                    call | then.call.status             | WORD     | THEN   | false
                    call | then.now                     | TIME     | THEN   | false
                    lead | lead.status                  | WORD     | RECORD | false
                    lead | lead.tags                    | LIST     | RECORD | false
                    lead | before.customFields.roof     | ANY      | BEFORE | true
                    lead | agent.name                   | TEXT     | LINK   | true
                    agent | agent.name                  | TEXT     | RECORD | false
                    reminder | reminder.remindBefore    | LIST     | RECORD | false
                    reminder | lead.name                | TEXT     | LINK   | true
                    notification | notification.deliveries | OBJECT | RECORD | false
                    notification | notification.entity.type | TEXT | RECORD | true
                    """)
    void a_field_has_the_type_of_its_record(
            String entityType, String path, FieldType type, Source source, boolean isNullable) {
        Field field = Rows.FIELDS.find(entityType, path).orElseThrow();
        assertThat(field.path()).isEqualTo(path);
        assertThat(field.type()).isEqualTo(type);
        assertThat(field.source()).isEqualTo(source);
        assertThat(field.isNullable()).isEqualTo(isNullable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    call | call.password
                    call | call.
                    call | call
                    call | .status
                    call | status
                    call | lead.passwordHash
                    call | agent.sessions
                    call | reminder.title
                    call | lead.customFields.
                    call | before.version
                    call | before.updatedAt
                    call | before.lead.name
                    call | event.password
                    call | then.then.now
                    call | then.
                    call | owner.lead.name
                    call | call.lead.assignedAgent.lead.name
                    call | call.class
                    call | call.getClass
                    reminder | reminder.slot
                    lead | call.status
                    agent | lead.name
                    nothing | nothing.name
                         | lead.name
                         | event.at
                         | before.status
                    """)
    void what_no_row_has_is_no_field(@Nullable String entityType, String path) {
        assertThat(Rows.FIELDS.find(entityType, path)).isEmpty();
    }

    @Test
    void a_word_knows_its_words() {
        assertThat(Rows.FIELDS.find("call", "before.direction").orElseThrow().words())
                .containsExactly("inbound", "outbound");
        assertThat(Rows.FIELDS.find("call", "call.violations").orElseThrow().words())
                .contains("do_not_call");
        assertThat(Rows.FIELDS.find("call", "call.phone").orElseThrow().words()).isEmpty();
    }

    @Test
    void every_field_of_every_row_is_listed_and_can_be_found() {
        for (var type : RoomRows.ALL.all()) {
            List<Field> all = Rows.FIELDS.all(type.entityType());
            assertThat(all).doesNotHaveDuplicates();
            Rows.row(type.entityType())
                    .fieldNames()
                    .forEachRemaining(
                            name ->
                                    assertThat(all)
                                            .extracting(Field::path)
                                            .contains(type.entityType() + "." + name));
            for (Field field : all) {
                assertThat(Rows.FIELDS.find(type.entityType(), field.path())).contains(field);
            }
        }
        assertThat(Rows.FIELDS.all("call"))
                .extracting(Field::path)
                .contains("lead.assignedAgent.name", "agent.name", "owner.name", "event.at");
        assertThat(Rows.FIELDS.all(null))
                .allMatch(field -> field.source() == Source.OWNER || field.source() == Source.NOW);
    }

    @Test
    void values_are_kept_for_later() {
        var values =
                Rows.FIELDS.valuesOf(
                        "call",
                        List.of("lead.callAttempts", "lead.notes", "now"),
                        Rows.callMissed());
        assertThat(values)
                .isEqualTo(
                        Json.read(
                                """
                                {"lead.callAttempts":2,"lead.notes":null,
                                 "now":"2026-11-29T10:00:00.000Z"}
                                """));
        assertThat(
                        Rows.FIELDS.valuesOf(
                                "call",
                                List.of("lead.callAttempts"),
                                Rows.callMissed().withLinks(Links.UNKNOWN)))
                .isEqualTo(Json.read("{\"lead.callAttempts\":null}"));
    }
}
