package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadChange;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallOutcomeTest {
    /** A number in London, where it is 9 o'clock when the test clock starts. */
    private static final String LONDON = "+442079460123";

    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;
    Agent manager;
    Lead lead;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().team("north").in(room.spine());
        manager = Agents.manager().team("north").in(room.spine());
        lead = Leads.lead().with("phone", LONDON).assignedTo(agent.id()).in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void without_an_outcome_the_status_of_the_call_affects_the_lead() {
        Call vain = room.end(agent, room.start(agent, lead), ",'status':'no_answer'");

        assertThat(vain.durationSeconds()).isZero();
        assertThat(vain.answeredAt()).isNull();
        assertThat(vain.contact()).isFalse();
        Lead tried = room.lead(lead.id());
        assertThat(tried.status()).isEqualTo(LeadStatus.ATTEMPTED);
        assertThat(tried.lastContactedAt()).isNull();
        assertThat(tried.nextFollowUpAt()).isEqualTo(now().plus(room.settings().retryAfter()));

        advance(Duration.ofHours(5));
        var _ = room.end(agent, room.start(agent, lead), "");
        Lead reached = room.lead(lead.id());
        assertThat(reached.status()).isEqualTo(LeadStatus.CONTACTED);
        assertThat(reached.lastContactedAt()).isEqualTo(now());
        assertThat(reached.nextFollowUpAt()).isNull();
        assertThat(reached.callAttempts()).isEqualTo(2);
    }

    @Test
    void after_too_many_unsuccessful_attempts_no_retry_is_scheduled() {
        for (int attempt = 1; attempt <= room.settings().attemptsMax(); attempt++) {
            var _ = room.end(agent, room.start(agent, lead), ",'status':'busy'");
            boolean last = attempt == room.settings().attemptsMax();
            assertThat(room.lead(lead.id()).nextFollowUpAt() == null).isEqualTo(last);
            advance(Duration.ofHours(25));
        }
    }

    @Test
    void a_promised_time_overrides_the_rules_delay() {
        Instant agreed = now().plus(Duration.ofHours(30));
        var _ =
                room.end(
                        agent,
                        room.start(agent, lead),
                        ",'outcome':'callback_requested','callbackAt':'" + agreed + "'");

        assertThat(room.lead(lead.id()).nextFollowUpAt()).isEqualTo(agreed);
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONTACTED);
    }

    @Test
    void an_outcome_set_after_the_end_takes_effect_once() {
        Call call = room.end(agent, room.start(agent, lead), "");
        long head = room.head();
        String sale = "{'id':'" + call.id() + "','outcome':'sale'}";
        Call sold = room.call(room.run(agent, "call.update", sale));

        assertThat(sold.sale()).isTrue();
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONVERTED);
        assertThat(room.lead(lead.id()).callAttempts()).isEqualTo(1);
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactly(CallChange.UPDATED, LeadChange.STATUS_CHANGED);

        long before = room.head();
        var _ = room.run(agent, "call.update", sale);
        assertThat(room.head()).isEqualTo(before);
    }

    @Test
    void a_call_never_moves_a_lead_back() {
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'interested'");
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'left_voicemail'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.QUALIFIED);

        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'not_interested'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.LOST);
        assertThat(room.lead(lead.id()).lostReason()).isEqualTo("not_interested");

        long head = room.head();
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'sale'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONVERTED);
        assertThat(room.changesAfter(head))
                .filteredOn(change -> change.kind().equals(LeadChange.STATUS_CHANGED))
                .hasSize(2);

        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'wrong_number'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONVERTED);
    }

    @Test
    void only_admins_set_outcome_rules() {
        Agent admin = Agents.admin().in(room.spine());
        String rule = "{'outcome':'other','leadStatus':'nurture','retryAfter':'P3D'}";

        assertThat(refusal(() -> room.run(manager, "call.set_outcome_rule", rule)).status())
                .isEqualTo(403);
        assertThat(
                        refusal(
                                        () ->
                                                room.run(
                                                        admin,
                                                        "call.set_outcome_rule",
                                                        "{'outcome':'nonsense'}"))
                                .status())
                .isEqualTo(404);
        long head = room.head();
        JsonNode changed = room.run(admin, "call.set_outcome_rule", rule);
        assertThat(changed.get("version").asInt()).isEqualTo(2);
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactly(CallRuleChange.UPDATED);

        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'other'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.NURTURE);
        assertThat(room.lead(lead.id()).nextFollowUpAt()).isEqualTo(now().plus(Duration.ofDays(3)));
    }

    @Test
    void every_outcome_has_a_rule() {
        assertThat(room.spine().database().read(CallRuleStore::outcomes))
                .extracting(OutcomeRule::outcome)
                .containsExactly(CallOutcome.values());
    }

    private Instant now() {
        return room.spine().clock().instant();
    }

    private void advance(Duration by) {
        room.spine().clock().advance(by);
    }
}
