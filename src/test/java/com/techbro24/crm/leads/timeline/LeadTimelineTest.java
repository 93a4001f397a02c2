package com.techbro24.crm.leads.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadLifecycle;
import com.techbro24.crm.leads.LeadRoom;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.LeadsByContact;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LeadTimelineTest {
    @Parameter TestDatabase kind;
    LeadRoom room;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void the_timeline_is_paged_newest_first() {
        Agent agent = room.agent("north");
        Lead lead = room.lead(with -> with.with("notes", "first"));
        String to = "\"agentId\":\"" + agent.id() + "\"";
        var _ = room.execute(LeadCommand.ASSIGN, room.admin, lead.id(), to);
        var _ = room.execute(LeadCommand.UPDATE, agent, lead.id(), "\"notes\":\"second\"");
        var _ =
                room.execute(
                        LeadCommand.SET_STATUS,
                        agent,
                        lead.id(),
                        "\"status\":\"lost\",\"reason\":\"dear\"");

        List<TimelineEntry> entries = new ArrayList<>();
        Paging paging = new Paging(3, null, null, true);
        Page<TimelineEntry> page = timeline(lead, paging);
        entries.addAll(page.data());
        assertThat(page.page().total()).isEqualTo(4);
        page = timeline(lead, new Paging(3, page.page().next(), null, false));
        entries.addAll(page.data());

        assertThat(page.page().next()).isNull();
        assertThat(entries)
                .extracting(TimelineEntry::event)
                .containsExactly(
                        "lead.status_changed", "lead.updated", "lead.assigned", "lead.created");
        assertThat(entries.get(1).actor()).isEqualTo(agent.id());
        assertThat(entries.get(1).changes())
                .containsExactly(
                        new TimelineEntry.FieldChange(
                                "notes", Json.read("\"first\""), Json.read("\"second\"")));
    }

    @Test
    void the_timeline_names_the_rule_that_acted_for_an_agent() {
        Lead lead = room.lead(with -> with);
        Account account =
                room.spine
                        .database()
                        .read(tx -> AccountStore.find(tx, room.admin.id()).orElseThrow());
        var update =
                CommandCatalog.bind(
                        LeadCommand.UPDATE,
                        Json.object().put("id", lead.id()).put("notes", "by rule"));
        var _ =
                room.spine
                        .runner()
                        .run(
                                Submission.of(update, Caller.inNameOf(account, Caller.Kind.RULE))
                                        .via("rule:7"));

        List<TimelineEntry> entries = timeline(lead, new Paging(10, null, null, false)).data();
        assertThat(entries.getFirst().actor()).isEqualTo(room.admin.id());
        assertThat(entries.getFirst().via()).isEqualTo("rule:7");
        assertThat(entries.getLast().via()).isNull();
    }

    @Test
    void the_timeline_hides_reminders_of_other_agents() {
        try (LeadLifecycle life = LeadLifecycle.open(kind)) {
            Agent agent = Agents.agent().team("north").in(life.spine());
            Agent mate = Agents.agent().team("north").in(life.spine());
            Lead lead = life.leadOf(mate);
            var _ = life.call(mate, lead);
            for (int count = 0; count < 5; count++) {
                var _ = life.reminder(mate, lead);
            }
            var _ =
                    life.run(
                            life.admin(),
                            "lead.assign",
                            "{'id':'" + lead.id() + "','agentId':'" + agent.id() + "'}");
            var _ = life.reminder(agent, lead);

            assertThat(life.events(agent, lead))
                    .containsExactly(
                            "reminder.created",
                            "lead.assigned",
                            "lead.status_changed",
                            "call.ended",
                            "lead.created");
            assertThat(life.events(life.admin(), lead)).hasSize(10);
            Page<TimelineEntry> page = life.timeline(agent, lead, new Paging(2, null, null, true));
            assertThat(page.page().total()).isEqualTo(5);
            // Pages skip hidden entries, and end with the last visible one.
            page = life.timeline(agent, lead, new Paging(3, page.page().next(), null, false));
            assertThat(page.data()).hasSize(3);
            assertThat(page.page().next()).isNull();
            var ended = page.data().get(1);
            assertThat(ended.entity().type()).isEqualTo("call");
            assertThat(ended.changes())
                    .extracting(TimelineEntry.FieldChange::field)
                    .contains("durationSeconds", "status");
        }
    }

    private Page<TimelineEntry> timeline(Lead lead, Paging paging) {
        return room.spine
                .database()
                .read(
                        tx ->
                                new LeadTimeline(
                                                tx,
                                                room.spine.reader(),
                                                LeadStore.find(tx, lead.id()).orElseThrow(),
                                                Agents.caller(room.admin),
                                                List.of())
                                        .page(paging));
    }

    @Test
    void duplicates_are_found_by_number_and_email() {
        Lead lead =
                room.lead(
                        with ->
                                with.with("phone", "+1 212 555 0123")
                                        .with("email", "a@example.com"));
        List<Lead> found =
                room.spine
                        .database()
                        .read(
                                tx ->
                                        LeadsByContact.withContact(
                                                tx,
                                                PhoneNumbers.e164("212.555.0123").orElseThrow(),
                                                "A@Example.com"));
        assertThat(found).containsExactly(lead);
    }
}
