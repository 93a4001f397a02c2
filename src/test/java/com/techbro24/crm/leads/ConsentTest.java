package com.techbro24.crm.leads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.consent.ConsentAction;
import com.techbro24.crm.leads.consent.ConsentChange;
import com.techbro24.crm.leads.consent.ConsentChannel;
import com.techbro24.crm.leads.consent.ConsentEntry;
import com.techbro24.crm.leads.consent.ConsentStore;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger of consent through its commands. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ConsentTest {
    private static final String NUMBER = "+44 20 7946 0123";

    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().team("north").in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Lead lead() {
        return Leads.lead().assignedTo(agent.id()).in(room.spine());
    }

    private Lead withNumber() {
        return Leads.lead()
                .assignedTo(agent.id())
                .with("phone", NUMBER)
                .with("allowDuplicate", true)
                .in(room.spine());
    }

    private List<ConsentEntry> standing(Lead lead) {
        return room.spine().database().read(tx -> ConsentStore.standing(tx, lead.id()));
    }

    private JsonNode record(Lead lead, String more) {
        return room.run(agent, "lead.record_consent", "{'id':'" + lead.id() + "'," + more + "}");
    }

    private Problem refusal(Lead lead, String more) {
        return CallRoom.refusal(() -> record(lead, more));
    }

    @Test
    void a_recorded_consent_to_calls_stands_on_the_lead() {
        Lead lead = lead();
        long head = room.head();

        JsonNode entry =
                record(
                        lead,
                        "'channel':'call','action':'granted','basis':'consent','source':'fair',"
                                + "'at':'2026-01-02T10:00:00Z','evidence':'card 17'");

        assertThat(entry.get("evidence").asText()).isEqualTo("card 17");
        assertThat(entry.get("actor").asText()).isEqualTo(agent.id());
        Consent consent = Objects.requireNonNull(room.lead(lead.id()).consent());
        assertThat(consent.source()).isEqualTo("fair");
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactly(LeadChange.UPDATED, ConsentChange.RECORDED);
        assertThat(standing(lead)).hasSize(1);

        var _ = record(lead, "'channel':'call','action':'withdrawn','source':'call'");
        assertThat(room.lead(lead.id()).consent()).isNull();
        assertThat(standing(lead))
                .extracting(ConsentEntry::action)
                .containsExactly(ConsentAction.WITHDRAWN);
    }

    @Test
    void consent_to_messages_leaves_the_lead_as_it_is() {
        Lead lead = lead();
        long head = room.head();

        var _ = record(lead, "'channel':'sms','action':'granted','basis':'consent'");
        var _ = record(lead, "'channel':'sms','action':'withdrawn'");
        var _ = record(lead, "'channel':'email','action':'granted','basis':'contract'");

        assertThat(room.lead(lead.id())).isEqualTo(lead);
        assertThat(room.changesAfter(head)).hasSize(3);
        assertThat(withdrawn(lead, ConsentChannel.SMS)).isTrue();
        assertThat(withdrawn(lead, ConsentChannel.EMAIL)).isFalse();
    }

    private boolean withdrawn(Lead lead, ConsentChannel channel) {
        return room.spine().database().read(tx -> ConsentStore.isWithdrawn(tx, lead.id(), channel));
    }

    @Test
    void every_fault_of_an_entry_is_named_and_changes_nothing() {
        Lead lead = lead();
        long head = room.head();

        Problem problem =
                refusal(
                        lead,
                        "'channel':'sms','action':'do_not_call','basis':'consent',"
                                + "'at':'2099-01-01T00:00:00Z'");

        assertThat(problem.errors())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactly("channel not_allowed", "basis not_allowed", "at out_of_range");
        assertThat(refusal(lead, "'channel':'sms','action':'granted'").errors())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactly("basis required");
        assertThat(room.head()).isEqualTo(head);
        assertThat(standing(lead)).isEmpty();
    }

    @Test
    void a_lead_that_the_caller_cannot_see_is_not_found() {
        Agent stranger = Agents.agent().team("south").in(room.spine());
        Lead lead = lead();
        String input = "{'id':'%s','channel':'sms','action':'withdrawn'}".formatted(lead.id());

        Problem problem = CallRoom.refusal(() -> room.run(stranger, "lead.record_consent", input));

        assertThat(problem.code()).isEqualTo(Problem.Code.NOT_FOUND);
    }

    @Test
    void a_word_from_a_number_is_recorded_for_each_lead_with_it() {
        Lead one = withNumber();
        Lead two = withNumber();
        Lead other = lead();

        var _ =
                room.run(
                        Caller.SYSTEM,
                        "lead.record_consent_of_contact",
                        Json.object()
                                .put("phone", "0044 20 79460123")
                                .put("channel", "sms")
                                .put("action", "withdrawn")
                                .put("source", "sms")
                                .put("evidence", "STOP"));

        assertThat(List.of(one, two))
                .allSatisfy(
                        lead ->
                                assertThat(standing(lead))
                                        .extracting(ConsentEntry::evidence)
                                        .containsExactly("STOP"));
        assertThat(standing(other)).isEmpty();
    }

    @Test
    void a_lead_that_gets_a_listed_number_says_why_it_is_marked() {
        Lead marked = withNumber();
        var _ = record(marked, "'channel':'call','action':'do_not_call'");

        Lead twin = withNumber();

        assertThat(twin.doNotCall()).isTrue();
        assertThat(standing(twin))
                .extracting(ConsentEntry::evidence)
                .containsExactly("Its number was marked as do not call.");
    }

    @Test
    void the_winner_of_a_merge_takes_over_what_the_loser_said() {
        Lead winner = lead();
        Lead loser = lead();
        var _ = record(winner, "'channel':'sms','action':'granted','basis':'consent'");
        var _ = record(loser, "'channel':'sms','action':'withdrawn','evidence':'STOP'");
        var _ = record(loser, "'channel':'email','action':'granted','basis':'consent'");
        var _ = record(loser, "'channel':'call','action':'do_not_call'");

        var _ =
                room.run(
                        agent,
                        "lead.merge",
                        "{'id':'%s','duplicateId':'%s'}".formatted(winner.id(), loser.id()));

        assertThat(standing(winner))
                .extracting(entry -> entry.channel() + " " + entry.action())
                .containsExactlyInAnyOrder("SMS WITHDRAWN", "EMAIL GRANTED", "CALL DO_NOT_CALL");
        assertThat(standing(winner))
                .extracting(ConsentEntry::evidence)
                .contains("STOP", "merged lead " + loser.id());
    }

    @Test
    void what_stood_before_the_ledger_is_its_first_entry() {
        Lead both =
                Leads.lead()
                        .with("doNotCall", true)
                        .with(
                                "consent",
                                Json.object()
                                        .put("basis", "consent")
                                        .put("at", "2026-01-02T10:00:00.123Z"))
                        .in(room.spine());
        Lead none = lead();
        var _ =
                room.spine()
                        .writer()
                        .write(tx -> tx.update("DELETE FROM consent_entries") + fill(tx));

        assertThat(standing(none)).isEmpty();
        assertThat(standing(both))
                .extracting(ConsentEntry::action)
                .containsExactly(ConsentAction.GRANTED, ConsentAction.DO_NOT_CALL);
        ConsentEntry granted = standing(both).getFirst();
        assertThat(granted.at()).isEqualTo(Objects.requireNonNull(both.consent()).at());
        assertThat(granted.basis()).isEqualTo("consent");
        assertThat(standing(both))
                .allSatisfy(entry -> assertThat(Id.isValid(entry.id())).isTrue())
                .extracting(ConsentEntry::id)
                .doesNotHaveDuplicates();
    }

    /** Runs the migration that fills the ledger. */
    private int fill(Tx tx) {
        String dialect = room.spine().database().dialect().name().toLowerCase(Locale.ROOT);
        String path = "/db/" + dialect + "/V66__first_consent_entries.sql";
        try (var in = ConsentTest.class.getResourceAsStream(path)) {
            String sql = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
            return tx.update(sql.strip().replaceFirst(";$", ""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
