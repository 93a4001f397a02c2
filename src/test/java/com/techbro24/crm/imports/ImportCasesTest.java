package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Files as people have them. */
@ParameterizedClass
@EnumSource
record ImportCasesTest(TestDatabase kind) {
    private static Lead named(ImportRoom room, String name) {
        return room.leads().stream()
                .filter(lead -> lead.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<Integer, String> refusals(ImportRoom room, LeadImport of) {
        return room.refused(of.id()).stream()
                .collect(
                        Collectors.toMap(
                                ReportedRow::line,
                                row ->
                                        row.reasons().stream()
                                                .map(InputError::message)
                                                .collect(Collectors.joining(" "))));
    }

    private static JsonNode preview(ImportRoom room, Agent as, String query, String csv) {
        var answer = room.post(as, "/api/leads/import/preview" + query, csv.getBytes(UTF_8));
        assertThat(answer.statusCode()).as(ImportRoom.text(answer)).isEqualTo(200);
        return Json.read(ImportRoom.text(answer));
    }

    @Test
    void of_several_telephone_columns_the_first_with_a_number_is_taken_and_the_others_are_kept() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    """
                    Name,Mobile Phone,Business Phone,Home Phone,Email,E-mail 2 Address,Notes
                    Noor H,,+1 646 555 0301,,,n@h.example,
                    Two,+1 646 555 0302,+1 646 555 0303,+16465550302,a@b.example,c@d.example,Mine
                    Three,,,,d@b.example; e@b.example,,
                    Four,"=""+1 646 555 0304\""",,,,,
                    """;
            assertThat(room.take(admin, "", file).created()).isEqualTo(4);
            assertThat(named(room, "Three").email()).isEqualTo("d@b.example");
            assertThat(named(room, "Three").notes()).isEqualTo("Email: e@b.example");
            assertThat(named(room, "Four").phoneE164()).isEqualTo("+16465550304");
            Lead first = named(room, "Noor H");
            assertThat(first.phoneE164()).isEqualTo("+16465550301");
            assertThat(first.email()).isEqualTo("n@h.example");
            assertThat(first.notes()).isNull();
            Lead second = named(room, "Two");
            assertThat(second.phoneE164()).isEqualTo("+16465550302");
            assertThat(second.email()).isEqualTo("a@b.example");
            assertThat(second.notes())
                    .isEqualTo(
                            """
                            Mine
                            Business Phone: +1 646 555 0303
                            Home Phone: +16465550302
                            E-mail 2 Address: c@d.example\
                            """);
        }
    }

    @Test
    void what_an_update_keeps_in_the_notes_is_added_to_those_that_stand_once() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            var _ =
                    Leads.lead()
                            .named("Noor")
                            .with("phone", "+1 646 555 0301")
                            .with("notes", "Met in Oslo")
                            .in(room.spine);
            String file = "Name,Phone,Home Phone\nNoor,+1 646 555 0301,+1 646 555 0302\n";
            assertThat(room.counts(room.take(admin, "?onDuplicate=update", file)))
                    .isEqualTo("DONE 1: 0 created, 1 updated, 0 duplicate, 0 refused");
            assertThat(named(room, "Noor").notes())
                    .isEqualTo("Met in Oslo\nHome Phone: +1 646 555 0302");
            assertThat(room.counts(room.take(admin, "?onDuplicate=update", file)))
                    .isEqualTo("DONE 1: 0 created, 0 updated, 1 duplicate, 0 refused");
        }
    }

    @Test
    void googles_values_in_one_cell_are_taken_apart_and_its_own_group_is_no_tag() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    """
                    First Name,Last Name,Labels,E-mail 1 - Value,Phone 1 - Value,Phone 2 - Value
                    Mira,Okafor,* myContacts ::: Prospects,mira@kiln.example,+1 212 555 0341 ::: +1 212 555 0342,
                    Tom,Reyes,* myContacts,tom@r.example ::: tom2@r.example,,+1 212 555 0343
                    """;
            assertThat(preview(room, admin, "", file).get("layout").textValue())
                    .isEqualTo("google_contacts");
            assertThat(room.take(admin, "", file).created()).isEqualTo(2);
            Lead mira = named(room, "Mira Okafor");
            assertThat(mira.tags()).containsExactly("Prospects");
            assertThat(mira.phoneE164()).isEqualTo("+12125550341");
            assertThat(mira.notes()).isEqualTo("Phone 1 - Value: +1 212 555 0342");
            Lead tom = named(room, "Tom Reyes");
            assertThat(tom.tags()).isEmpty();
            assertThat(tom.email()).isEqualTo("tom@r.example");
            assertThat(tom.phoneE164()).isEqualTo("+12125550343");
            assertThat(tom.notes()).isEqualTo("E-mail 1 - Value: tom2@r.example");
        }
    }

    @Test
    void a_first_line_for_excel_says_the_delimiter_and_is_no_header() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    "sep=;\r\nName;Phone;Email\r\nIda Falk;+49 30 901820;ida@falk.example\r\nX;1;\r\n";
            LeadImport done = room.take(admin, "", file);
            assertThat(done.delimiter()).isEqualTo(Delimiter.SEMICOLON);
            assertThat(room.names()).containsExactly("Ida Falk");
            assertThat(room.refused(done.id()).getFirst().line()).isEqualTo(4);
            assertThat(room.take(admin, "", "\ufeff\"sep=,\"\nName,Notes\nComma,a;b;c\n").created())
                    .isEqualTo(1);
            assertThat(
                            room.refusal(admin, "", "sep=|\nName|Phone\nA|1\n".getBytes(UTF_8), 400)
                                    .get("detail")
                                    .textValue())
                    .contains("sep=|");
        }
    }

    @Test
    void spaces_that_cannot_be_seen_are_no_part_of_a_cell_nor_of_a_clients_text() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    "\ufeffName,\u200bEmail\u00a0\n"
                            + "Nb One\u00a0,nb1@x.example\u00a0\n"
                            + "Nb Two,\u200bnb2@x.example\n"
                            + "Nb Three,nb3@x.example\ufeff\n";
            assertThat(room.take(admin, "", file).created()).isEqualTo(3);
            var made =
                    room.served.ask(
                            "POST",
                            "/api/leads",
                            admin,
                            Json.object()
                                    .put("name", "\u200eNb Four\ufeff")
                                    .put("email", "\u202anb4@x.example\u202c"));
            assertThat(made.status()).isEqualTo(201);
            assertThat(room.leads())
                    .extracting(lead -> lead.name() + " " + lead.email())
                    .containsExactlyInAnyOrder(
                            "Nb One nb1@x.example",
                            "Nb Two nb2@x.example",
                            "Nb Three nb3@x.example",
                            "Nb Four nb4@x.example");
            assertThat(
                            room.served
                                    .get(admin, "/api/leads?email=%E2%80%8Bnb1@x.example%C2%A0")
                                    .body()
                                    .get("data")
                                    .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void money_is_read_as_the_file_writes_it_and_refused_where_that_is_unknown() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String german = "Name;Wert;Currency\r\nA;1.250;EUR\r\nB;1.234,50;EUR\r\n";
            LeadImport done = room.take(admin, "", german);
            assertThat(done.conventions().decimal()).isEqualTo(DecimalMark.COMMA);
            assertThat(named(room, "A").value()).isEqualByComparingTo("1250");
            assertThat(named(room, "B").value()).isEqualByComparingTo("1234.50");

            String open = "Name;Wert;Currency\nC;1.250;EUR\nD;12;EUR\n";
            LeadImport refused = room.take(admin, "", open);
            assertThat(refusals(room, refused))
                    .containsExactly(
                            Map.entry(
                                    2,
                                    "value is 1.250, which can be 1.250 or 1250; set"
                                            + " decimal=point or decimal=comma."));
            assertThat(room.take(admin, "?decimal=comma", open).created()).isEqualTo(2);
            assertThat(named(room, "C").value()).isEqualByComparingTo("1250");
            assertThat(room.take(admin, "?decimal=point", "Name,Wert\nE,\"1,250\"\nF,\"1,5\"\n"))
                    .extracting(LeadImport::created, LeadImport::refused)
                    .containsExactly(1, 1);
            assertThat(named(room, "E").value()).isEqualByComparingTo("1250");
        }
    }

    @Test
    void a_currency_that_a_value_names_is_taken_and_must_not_contradict() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    "Name;Wert;Currency\nA;1.250,50 \u20ac;\nB;$99;\nC;EUR 5;EUR\nD;5 \u20ac;USD\n";
            LeadImport done = room.take(admin, "", file);
            assertThat(named(room, "A").currency()).isEqualTo("EUR");
            assertThat(named(room, "B").currency()).isNull();
            assertThat(named(room, "B").notes()).isEqualTo("Wert: $99");
            assertThat(named(room, "C").currency()).isEqualTo("EUR");
            assertThat(refusals(room, done))
                    .containsExactly(Map.entry(5, "value is in EUR, and currency is USD."));
        }
    }

    @Test
    void dates_are_read_in_the_order_of_the_file_or_the_one_asked_for() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    """
                    Name,Follow up date
                    D1,12/03/2026
                    D2,13/03/2026
                    D3,2026-03-12
                    D4,2026-03-12T09:30:00+01:00
                    D5,2026-03-12 09:30
                    D6,24.12.2026
                    """;
            assertThat(room.take(admin, "", file).created()).isEqualTo(6);
            assertThat(at(room, "D1")).isEqualTo(Instant.parse("2026-03-12T00:00:00Z"));
            assertThat(at(room, "D2")).isEqualTo(Instant.parse("2026-03-13T00:00:00Z"));
            assertThat(at(room, "D3")).isEqualTo(Instant.parse("2026-03-12T00:00:00Z"));
            assertThat(at(room, "D4")).isEqualTo(Instant.parse("2026-03-12T08:30:00Z"));
            assertThat(at(room, "D5")).isEqualTo(Instant.parse("2026-03-12T09:30:00Z"));
            assertThat(at(room, "D6")).isEqualTo(Instant.parse("2026-12-24T00:00:00Z"));

            String open = "Name,Follow up date\nE1,12/03/2026\nE2,2026-03-12 09:30\n";
            LeadImport refused = room.take(admin, "", open);
            assertThat(refusals(room, refused))
                    .containsExactly(
                            Map.entry(
                                    2,
                                    "nextFollowUpAt is 12/03/2026, which can be 2026-03-12 or"
                                            + " 2026-12-03; set dateOrder=dmy or"
                                            + " dateOrder=mdy."));
            String query = "?dateOrder=mdy&timezone=Europe/Berlin&onDuplicate=create";
            assertThat(room.take(admin, query, open.replace('E', 'F')).created()).isEqualTo(2);
            assertThat(at(room, "F1")).isEqualTo(Instant.parse("2026-12-02T23:00:00Z"));
            assertThat(at(room, "F2")).isEqualTo(Instant.parse("2026-03-12T08:30:00Z"));
        }
    }

    private static Instant at(ImportRoom room, String name) {
        return Objects.requireNonNull(named(room, name).nextFollowUpAt());
    }

    @Test
    void who_opts_out_in_any_column_and_any_language_is_not_called() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    "Vorname;Name;Do not call;Opt out\nJo;Ek;no;ja\nAl;Bo;nein;faux\nDi;Di Mo;s\u00ed;\n";
            assertThat(room.take(admin, "", file).created()).isEqualTo(3);
            assertThat(room.names()).containsExactly("Al Bo", "Di Mo", "Jo Ek");
            assertThat(named(room, "Jo Ek").doNotCall()).isTrue();
            assertThat(named(room, "Al Bo").doNotCall()).isFalse();
            assertThat(named(room, "Di Mo").doNotCall()).isTrue();
        }
    }
}
