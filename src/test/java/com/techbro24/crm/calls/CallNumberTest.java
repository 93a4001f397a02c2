package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Withheld and internal numbers. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallNumberTest {
    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Call missed(String phone) {
        String input = "{'direction':'inbound','status':'missed'%s}";
        return room.call(room.run(agent, "call.create", input.formatted(phone)));
    }

    @Test
    void a_call_from_a_withheld_number_is_stored_without_number() {
        assertThat(missed("").phone()).isNull();
        for (String word :
                new String[] {
                    "anonymous",
                    "Anonymous",
                    "Private Number",
                    "withheld",
                    "Unknown caller",
                    "sip:anonymous@anonymous.invalid",
                    "Anonymous <sip:anonymous@anonymous.invalid>",
                    "+266696687",
                    "RESTRICTED"
                }) {
            Call call = missed(",'phone':'" + word + "'");
            assertThat(call.phone()).as(word).isNull();
            assertThat(call.leadId()).as(word).isNull();
        }
    }

    @Test
    void a_call_from_an_internal_number_keeps_it() {
        assertThat(missed(",'phone':'204'").phone()).isEqualTo("204");
        assertThat(missed(",'phone':'*97'").phone()).isEqualTo("*97");
    }

    @Test
    void an_invalid_number_is_still_refused() {
        assertThat(refusal(() -> missed(",'phone':'hello'")).status()).isEqualTo(400);
        String out = "{'direction':'outbound'%s}";
        assertThat(refusal(() -> room.run(agent, "call.create", out.formatted(""))).status())
                .isEqualTo(400);
        String withheld = out.formatted(",'phone':'anonymous'");
        assertThat(refusal(() -> room.run(agent, "call.create", withheld)).status()).isEqualTo(400);
    }

    @Test
    void a_switchboard_number_matches_only_if_it_has_one_contact() {
        Lead ann =
                Leads.lead()
                        .named("Ann")
                        .with("phone", "+1 646 555 0100 ext. 12")
                        .assignedTo(agent.id())
                        .in(room.spine());
        assertThat(missed(",'phone':'+16465550100'").leadId()).isEqualTo(ann.id());
        var _ =
                Leads.lead()
                        .named("Bob")
                        .with("phone", "+1 646 555 0100 ext. 34")
                        .assignedTo(agent.id())
                        .in(room.spine());
        assertThat(missed(",'phone':'+16465550100'").leadId()).isNull();
    }
}
