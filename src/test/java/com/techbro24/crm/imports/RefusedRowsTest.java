package com.techbro24.crm.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The report of the rejected rows of an import. */
@ParameterizedClass
@EnumSource
record RefusedRowsTest(TestDatabase kind) {
    @Test
    void a_refused_row_says_why_and_can_be_mended_and_sent_again() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    "name,phone,email,score,notes\n"
                            + "Good,,,,\n"
                            + ",12,not an email,high,=1+1\n"
                            + "\"Nul\u0000\",,,,\n"
                            + "Wide,,,,x,y,z\n"
                            + "Long,,,,"
                            + "n".repeat(10_001)
                            + "\n";
            LeadImport done = room.take(admin, "", file);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 5: 1 created, 0 updated, 0 duplicate, 4 refused");
            List<ReportedRow> refused = room.refused(done.id());
            assertThat(refused).extracting(ReportedRow::line).containsExactly(3, 4, 5, 6);
            assertThat(refused.getFirst().reasons())
                    .extracting(error -> error.field() + " " + error.code())
                    .containsExactlyInAnyOrder(
                            "name required",
                            "phone invalid_phone",
                            "email invalid_email",
                            "score wrong_type");
            assertThat(refused.stream().skip(1).map(row -> row.reasons().getFirst().code()))
                    .containsExactly("invalid_text", "too_many_cells", "too_long");

            String csv = refusedFile(room, admin, done.id());
            assertThat(csv).startsWith("name,phone,email,score,notes,import_error");
            assertThat(csv).contains(",'=1+1,").contains("phone is not a phone number.");
            String mended =
                    csv.lines()
                            .limit(2)
                            .reduce("", (all, line) -> all + line + "\n")
                            .replace("12,not an email,high", "+49 30 123456,a@example.com,7")
                            .replace("\n,", "\nMended,");
            assertThat(room.counts(room.take(admin, "", mended)))
                    .isEqualTo("DONE 1: 1 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(
                            room.leads().stream()
                                    .filter(lead -> lead.name().equals("Mended"))
                                    .findFirst()
                                    .orElseThrow()
                                    .notes())
                    .isEqualTo("=1+1");
        }
    }

    @Test
    void a_header_that_a_spreadsheet_would_run_is_harmless_in_the_file_of_refused_rows() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file = "name,phone,=1+1,'@x,+cmd|' /C calc'!A0\nAnn,12,,,\n";
            LeadImport done = room.take(admin, "", file);
            String csv = refusedFile(room, admin, done.id());
            String header = csv.lines().findFirst().orElseThrow();
            assertThat(header).isEqualTo("name,phone,'=1+1,'@x,'+cmd|' /C calc'!A0,import_error");
            LeadImport again = room.take(admin, "", csv);
            assertThat(again.columns()).startsWith(done.columns().toArray(ImportColumn[]::new));
            assertThat(refusedFile(room, admin, again.id())).startsWith(header);
        }
    }

    private static String refusedFile(ImportRoom room, Agent agent, String importId) {
        return ImportRoom.text(
                room.served.send(
                        "GET",
                        "/api/leads/imports/" + importId + "/refused.csv",
                        agent,
                        BodyPublishers.noBody()));
    }

    @Test
    void refused_rows_come_in_pages() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            LeadImport done = room.take(admin, "", "name,phone\n" + "Ann,12\n".repeat(4));
            String path = "/api/leads/imports/" + done.id() + "/refused";
            var page = room.served.get(admin, path + "?limit=3&total=true");
            assertThat(page.body().get("data").size()).isEqualTo(3);
            assertThat(page.body().at("/page/total").intValue()).isEqualTo(4);
            String next = page.body().at("/page/next").textValue();
            assertThat(room.served.get(admin, path + "?cursor=" + next).body().get("data").size())
                    .isEqualTo(1);
        }
    }
}
