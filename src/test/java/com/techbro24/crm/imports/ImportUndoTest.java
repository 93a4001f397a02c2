package com.techbro24.crm.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An import is taken back where nobody has touched what it did. */
@ParameterizedClass
@EnumSource
record ImportUndoTest(TestDatabase kind) {
    private static void as(ImportRoom room, Agent agent, Command command) {
        var _ = room.spine.runner().run(Submission.of(command, Agents.caller(agent)));
    }

    private static LeadCommand update(String id, String field, String value) {
        return CommandCatalog.bind(
                LeadCommand.UPDATE, Json.object().put("id", id).put(field, value));
    }

    /** Undoes it, and returns the run that did. */
    private static JsonNode undo(ImportRoom room, Agent as, String id) {
        var begun = room.served.ask("DELETE", "/api/leads/imports/" + id, as, null);
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        String run = begun.id();
        while (room.undoer.step(run).isPresent()) {
            // The next one.
        }
        return room.served.get(as, "/api/leads/bulk/" + run).body();
    }

    private static String counts(JsonNode run) {
        return "%s %d/%d: %d deleted, %d changed, %d unchanged, %d refused"
                .formatted(
                        run.get("status").textValue(),
                        run.get("leadsDone").intValue(),
                        run.get("leadsTotal").intValue(),
                        run.get("deleted").intValue(),
                        run.get("changed").intValue(),
                        run.get("unchanged").intValue(),
                        run.get("refused").intValue());
    }

    private static Lead named(ImportRoom room, String name) {
        return room.leads().stream()
                .filter(lead -> lead.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Lead lead(ImportRoom room, String id) {
        return room.spine.database().read(tx -> LeadStore.find(tx, id)).orElseThrow();
    }

    private static List<String> reasons(ImportRoom room, Agent as, JsonNode run) {
        String path = "/api/leads/bulk/" + run.get("id").textValue() + "/report";
        return room.served.get(as, path).body().get("data").findValuesAsText("message");
    }

    @Test
    void what_it_created_goes_and_what_it_updated_goes_back_unless_somebody_touched_it() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Leads like = Leads.lead().with("company", "Old").with("tags", List.of("a"));
            Lead plain = like.named("Plain").with("email", "plain@x.example").in(room.spine);
            Lead edited = like.named("Edited").with("email", "edited@x.example").in(room.spine);
            String file =
                    "Name,Email,Company,Tags,Notes\n"
                            + "Plain,plain@x.example,New,b,n\n"
                            + "Edited,edited@x.example,New,b,n\n"
                            + "Gone,gone@x.example,New,b,\n"
                            + "Called,called@x.example,New,,\n"
                            + "Touched,touched@x.example,New,,\n"
                            + "Gone,gone@x.example,Newer,b,\n";
            LeadImport done = room.take(admin, "?onDuplicate=update", file);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 6: 3 created, 3 updated, 0 duplicate, 0 refused");
            as(room, admin, update(edited.id(), "company", "Mine"));
            as(room, admin, update(named(room, "Touched").id(), "source", "phone"));
            ObjectNode reminder =
                    Json.object().put("title", "Call").put("dueAt", "2030-01-01T10:00:00Z");
            reminder.put("leadId", named(room, "Called").id());
            as(room, admin, CommandCatalog.bind(ReminderCommand.CREATE, reminder));

            JsonNode run = undo(room, admin, done.id());
            assertThat(counts(run))
                    .isEqualTo("done 5/5: 1 deleted, 2 changed, 0 unchanged, 2 refused");
            assertThat(lead(room, plain.id()))
                    .usingRecursiveComparison()
                    .ignoringFields("version", "updatedAt")
                    .isEqualTo(plain);
            assertThat(lead(room, edited.id()).company()).isEqualTo("Mine");
            assertThat(lead(room, edited.id()).tags()).containsExactly("a");
            assertThat(lead(room, edited.id()).notes()).isNull();
            assertThat(room.names()).containsExactly("Called", "Edited", "Plain", "Touched");
            assertThat(reasons(room, admin, run))
                    .anySatisfy(why -> assertThat(why).startsWith("company was changed since"))
                    .anySatisfy(why -> assertThat(why).contains("a call or a reminder since"))
                    .anySatisfy(why -> assertThat(why).startsWith("The lead was changed since"))
                    .hasSize(3);
            // It is in the log like every change.
            assertThat(changes(room))
                    .filteredOn(change -> ("import:" + done.id() + "/undo").equals(change.via()))
                    .hasSize(3)
                    .allSatisfy(change -> assertThat(change.actor()).isEqualTo(admin.id()));
            assertThat(room.get(done.id()).undoneBy()).isEqualTo(run.get("id").textValue());
        }
    }

    private static List<Change> changes(ImportRoom room) {
        return room.spine.database().read(tx -> room.spine.reader().after(tx, 0, 10_000));
    }

    @Test
    void a_bulk_change_that_was_undone_is_no_touch() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Lead standing =
                    Leads.lead()
                            .named("Standing")
                            .with("email", "s@x.example")
                            .with("source", "web")
                            .in(room.spine);
            String file = "name,email,source\nStanding,s@x.example,fair\nMade,m@x.example,fair\n";
            String id = room.take(admin, "?onDuplicate=update", file).id();
            JsonNode body = Json.object().put("action", "change").put("source", "phone");
            String path = "/api/leads/bulk";
            String bulk = room.served.ask("POST", path + "?source=fair", admin, body).id();
            while (room.undoer.step(bulk).isPresent()) {
                // The next one.
            }
            assertThat(named(room, "Made").source()).isEqualTo("phone");
            String back = room.served.ask("DELETE", path + "/" + bulk, admin, null).id();
            while (room.undoer.step(back).isPresent()) {
                // The next one.
            }
            assertThat(named(room, "Made").source()).isEqualTo("fair");
            assertThat(counts(undo(room, admin, id)))
                    .isEqualTo("done 2/2: 1 deleted, 1 changed, 0 unchanged, 0 refused");
            assertThat(lead(room, standing.id()).source()).isEqualTo("web");
        }
    }

    @Test
    void it_is_undone_once_after_its_end_by_the_importer_or_an_admin() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Agent manager = Agents.manager().team("north").in(room.spine);
            Agent agent = Agents.agent().team("north").in(room.spine);
            Agent stranger = Agents.agent().team("south").in(room.spine);
            String id = room.send(agent, "", "name\nA\nB\n");
            String path = "/api/leads/imports/" + id;
            assertThat(room.served.ask("DELETE", path, agent, null).status()).isEqualTo(409);
            var _ = room.finish(id);
            assertThat(room.served.ask("DELETE", path, manager, null).status()).isEqualTo(403);
            assertThat(room.served.ask("DELETE", path, stranger, null).status()).isEqualTo(404);
            assertThat(counts(undo(room, agent, id)))
                    .isEqualTo("done 2/2: 2 deleted, 0 changed, 0 unchanged, 0 refused");
            assertThat(room.leads()).isEmpty();
            assertThat(room.served.ask("DELETE", path, admin, null).status()).isEqualTo(409);
        }
    }

    @Test
    void a_cancelled_undo_is_continued_by_the_next_and_nothing_is_undone_twice() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file = "name\n" + "A\n".repeat(120);
            String id = room.take(admin, "", file).id();
            String path = "/api/leads/imports/" + id;
            String first = room.served.ask("DELETE", path, admin, null).id();
            assertThat(room.undoer.step(first)).isPresent();
            var _ = room.served.ask("POST", "/api/leads/bulk/" + first + "/cancel", admin, null);
            int gone = 120 - room.leads().size();
            assertThat(gone).isPositive().isLessThan(120);
            JsonNode run = undo(room, admin, id);
            assertThat(run.get("deleted").intValue()).isEqualTo(120 - gone);
            assertThat(run.get("unchanged").intValue()).isEqualTo(gone);
            assertThat(room.leads()).isEmpty();
            assertThat(room.spine.count("SELECT COUNT(*) FROM changes WHERE kind = 'lead.deleted'"))
                    .isEqualTo(120);
        }
    }

    @Test
    void a_merged_lead_stays_and_what_a_rule_did_in_answer_is_no_touch() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String id = room.take(admin, "", "name\nLoser\nWinner\nAnswered\n").id();
            Lead answered = named(room, "Answered");
            Account account =
                    room.spine
                            .database()
                            .read(tx -> AccountStore.find(tx, admin.id()))
                            .orElseThrow();
            long cause =
                    room.spine.count("SELECT seq FROM changes WHERE entity_id = ?", answered.id());
            var _ =
                    room.spine
                            .runner()
                            .run(
                                    Submission.of(
                                                    update(answered.id(), "source", "rule"),
                                                    Caller.inNameOf(account, Caller.Kind.RULE))
                                            .via("rule:1")
                                            .because(cause));
            as(
                    room,
                    admin,
                    new LeadCommand.Merge(named(room, "Winner").id(), named(room, "Loser").id()));
            JsonNode run = undo(room, admin, id);
            assertThat(counts(run))
                    .isEqualTo("done 3/3: 1 deleted, 0 changed, 0 unchanged, 2 refused");
            assertThat(reasons(room, admin, run))
                    .containsExactly(
                            "The lead was merged into another one since.",
                            "Another lead was merged into the lead since.");
            assertThat(lead(room, answered.id()).deletedAt()).isNotNull();
        }
    }
}
