package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadChange;
import com.techbro24.crm.leads.LeadCounts;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sales that were recorded by mistake can be revoked. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RevokedSaleTest {
    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;
    Agent manager;
    Lead lead;
    Call sale;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().team("north").in(room.spine());
        manager = Agents.manager().team("north").in(room.spine());
        lead = Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(room.spine());
        String log =
                "{'leadId':'%s','status':'completed','outcome':'sale','durationSeconds':60}"
                        .formatted(lead.id());
        sale = room.call(room.run(agent, "call.create", log));
        assertThat(won()).isEqualTo(1);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void correcting_the_outcome_corrects_the_lead_and_the_statistics() {
        assertThat(refusal(() -> correct(agent)).status()).isEqualTo(403);
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONVERTED);
        assertThat(room.call(sale.id()).outcome()).isEqualTo(CallOutcome.SALE);

        long head = room.head();
        correct(manager);
        Lead back = room.lead(lead.id());
        assertThat(back.status()).isEqualTo(LeadStatus.LOST);
        assertThat(back.lostReason()).isEqualTo("not_interested");
        assertThat(back.convertedAt()).isNull();
        assertThat(room.call(sale.id()).sale()).isFalse();
        assertThat(won()).isZero();
        assertThat(room.changesAfter(head))
                .filteredOn(change -> change.kind().equals(LeadChange.STATUS_CHANGED))
                .first()
                .extracting(Change::reason)
                .isEqualTo("The call's outcome was corrected to not_interested.");
    }

    @Test
    void a_conversion_stays_while_another_call_is_a_sale() {
        String second =
                "{'leadId':'%s','status':'completed','outcome':'sale','durationSeconds':30}"
                        .formatted(lead.id());
        var _ = room.run(agent, "call.create", second);
        correct(agent);
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONVERTED);
        assertThat(won()).isEqualTo(1);
    }

    @Test
    void a_manager_revokes_a_sale_with_a_reason() {
        String back = "{'id':'" + lead.id() + "','status':'negotiation'%s}";
        String reason = ",'reason':'Wrong customer'";
        assertThat(refusal(() -> room.run(manager, "lead.set_status", back.formatted(""))).status())
                .isEqualTo(400);
        assertThat(
                        refusal(() -> room.run(agent, "lead.set_status", back.formatted(reason)))
                                .status())
                .isEqualTo(409);
        assertThat(
                        refusal(
                                        () ->
                                                room.run(
                                                        manager,
                                                        "lead.set_status",
                                                        back.replace("negotiation", "new")
                                                                .formatted(reason)))
                                .status())
                .isEqualTo(409);

        long head = room.head();
        var _ = room.run(manager, "lead.set_status", back.formatted(reason));
        Lead after = room.lead(lead.id());
        assertThat(after.status()).isEqualTo(LeadStatus.NEGOTIATION);
        assertThat(after.lostReason()).isNull();
        assertThat(won()).isZero();
        assertThat(room.changesAfter(head))
                .extracting(Change::reason)
                .containsExactly("Wrong customer");
    }

    private void correct(Agent by) {
        var _ =
                room.run(
                        by, "call.update", "{'id':'" + sale.id() + "','outcome':'not_interested'}");
    }

    private long won() {
        Instant now = room.spine().clock().instant();
        return room.spine()
                .database()
                .read(
                        tx ->
                                LeadCounts.won(
                                        tx, agent.id(), now.minusSeconds(60), now.plusSeconds(1)));
    }
}
