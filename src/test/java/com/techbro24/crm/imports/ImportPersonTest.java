package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An import that updates never puts one person over another. */
@ParameterizedClass
@EnumSource
record ImportPersonTest(TestDatabase kind) {
    private static String counts(ImportRoom room, Agent admin, String file) {
        var answer = room.post(admin, "/api/leads/import?onDuplicate=update", file.getBytes(UTF_8));
        assertThat(answer.statusCode()).as(ImportRoom.text(answer)).isEqualTo(202);
        String id = Json.read(ImportRoom.text(answer)).get("id").textValue();
        return room.counts(room.finish(id));
    }

    @Test
    void two_extensions_are_two_people() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            assertThat(
                            counts(
                                    room,
                                    admin,
                                    "Name,Phone,Email\n"
                                            + "Ext Ann,+1 646 555 0100 ext. 12,ann@sw.example\n"
                                            + "Ext Bob,+1 646 555 0100 ext. 34,bob@sw.example\n"))
                    .isEqualTo("DONE 2: 2 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(room.leads())
                    .extracting(Lead::email)
                    .containsExactlyInAnyOrder("ann@sw.example", "bob@sw.example");
        }
    }

    @Test
    void two_people_behind_one_number_are_not_put_over_each_other() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            assertThat(
                            counts(
                                    room,
                                    admin,
                                    "Name,Phone,Email\n"
                                            + "Ann,+1 646 555 0100,ann@sw.example\n"
                                            + "Bob,+1 646 555 0100,bob@sw.example\n"
                                            + "Ann,+1 646 555 0100,ann@new.example\n"))
                    .isEqualTo("DONE 3: 1 created, 1 updated, 0 duplicate, 1 refused");
            assertThat(room.leads())
                    .extracting(Lead::name, Lead::email)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("Ann", "ann@new.example"));
        }
    }

    @Test
    void invalid_numbers_match_no_lead() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            assertThat(
                            counts(
                                    room,
                                    admin,
                                    "Name,Phone,Company\n"
                                            + "Local Al,555 0303,Austin Tiles\n"
                                            + "Local Bo,555-0303,Boston Boats\n"
                                            + "J1,0000000000,\n"
                                            + "J2,0000000000,\n"))
                    .isEqualTo("DONE 4: 4 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(room.leads()).extracting(Lead::phoneE164).containsOnlyNulls();
            String id =
                    room.served
                            .get(admin, "/api/leads/imports")
                            .body()
                            .at("/data/0/id")
                            .textValue();
            var warnings = room.served.get(admin, "/api/leads/imports/" + id + "/warnings").body();
            assertThat(warnings.get("data")).hasSize(4);
            assertThat(warnings.at("/data/0/line").intValue()).isEqualTo(2);
            assertThat(warnings.at("/data/0/reasons/0/code").textValue()).isEqualTo("not_dialable");
            assertThat(warnings.at("/data/0/reasons/0/message").textValue())
                    .startsWith("Phone: 555 0303 can only be dialled locally");
        }
    }

    @Test
    void a_name_is_put_together_from_its_parts_in_any_language() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            var _ = room.take(admin, "", "Nombre;Apellidos;Email\nAna;García;a@x.example\n");
            var _ = room.take(admin, "", "姓,名,メール\n山田,太郎,b@x.example\n");
            var _ = room.take(admin, "", "Name,Last name,Email\nBo Ek,Ek,c@x.example\n");
            assertThat(room.names()).containsExactly("Ana García", "Bo Ek", "山田太郎");
            assertThat(room.leads()).extracting(Lead::notes).containsOnlyNulls();
        }
    }
}
