package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Telephone numbers and emails of merged leads. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LeadMergeContactTest {
    @Parameter TestDatabase kind;
    LeadLifecycle life;
    Agent agent;
    Agent mate;

    @BeforeEach
    void open() {
        life = LeadLifecycle.open(kind);
        agent = Agents.agent().team("north").in(life.spine());
        mate = Agents.agent().team("north").in(life.spine());
    }

    @AfterEach
    void close() {
        life.close();
    }

    @Test
    void contacts_of_the_loser_find_the_winner() {
        Lead first = person("+44 20 7946 0101", "first@example.com");
        Lead second = person("+44 20 7946 0102", "second@example.com");
        Lead third = person("+44 20 7946 0103", "third@example.com");
        var _ = life.merge(life.admin(), second, third);
        var _ = life.merge(life.admin(), first, second);

        for (String number : List.of("+442079460101", "+442079460102", "+442079460103")) {
            assertThat(reachedBy(number, null)).as(number).containsExactly(first.id());
            assertThat(found(life.admin(), number)).as(number).containsExactly(first.id());
            assertThat(found(agent, number)).as(number).containsExactly(first.id());
            String over =
                    "{'direction':'inbound','status':'completed','durationSeconds':60,"
                            + "'startedAt':'2026-03-04T08:00:00Z','endedAt':'2026-03-04T08:01:30Z',"
                            + "'phone':'"
                            + number
                            + "'}";
            JsonNode call = life.run(life.admin(), "call.create", over);
            assertThat(call.get("leadId").asText()).as(number).isEqualTo(first.id());
        }
        assertThat(reachedBy(null, "THIRD@example.com")).containsExactly(first.id());
        assertThat(found(mate, "+442079460103")).isEmpty();
    }

    @Test
    void only_the_winner_can_use_the_losers_number() {
        Lead winner = person("+44 20 7946 0101", "first@example.com");
        Lead loser = person("+44 20 7946 0102", "second@example.com");
        var _ = life.merge(life.admin(), winner, loser);

        Problem refusal =
                life.refusal(
                        life.admin(),
                        "lead.create",
                        "{'name':'Again','phone':'+442079460102','email':'second@example.com'}");
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.members()).containsEntry("existingId", winner.id());
        assertThat(String.valueOf(refusal.members().get("errors"))).contains("phone", "email");
        var _ =
                life.run(
                        life.admin(),
                        "lead.update",
                        "{'id':'" + winner.id() + "','phone':'+442079460102'}");
        assertThat(life.lead(winner).phoneE164()).isEqualTo("+442079460102");
    }

    private Lead person(String phone, String email) {
        return Leads.lead()
                .with("phone", phone)
                .with("email", email)
                .assignedTo(agent.id())
                .in(life.spine());
    }

    private List<String> reachedBy(@Nullable String phone, @Nullable String email) {
        return life
                .spine()
                .database()
                .read(tx -> LeadDuplicates.visible(tx, phone, email, Agents.caller(agent), 10))
                .stream()
                .map(Lead::id)
                .toList();
    }

    private List<String> found(Agent seeker, String number) {
        return life
                .spine()
                .database()
                .read(tx -> LeadSearch.find(tx, number, Agents.caller(seeker), 10))
                .stream()
                .map(Lead::id)
                .toList();
    }
}
