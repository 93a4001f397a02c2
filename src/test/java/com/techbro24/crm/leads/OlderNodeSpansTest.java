package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a rolling upgrade (PostgreSQL only), nodes of two versions write leads. */
class OlderNodeSpansTest {
    @Test
    void older_nodes_also_maintain_the_status_spans() {
        try (CallRoom room = CallRoom.open(TestDatabase.POSTGRESQL)) {
            Spine spine = room.spine();
            Agent agent = Agents.agent().in(spine);
            Lead lead = Leads.lead().assignedTo(agent.id()).in(spine);
            Instant stepped = lead.createdAt().plusSeconds(5);
            Instant created = lead.createdAt().plusSeconds(7);
            var _ =
                    spine.writer()
                            .write(
                                    tx -> {
                                        tx.update(
                                                "UPDATE leads SET status = 'contacted',"
                                                        + " status_category = 'working', version = 2,"
                                                        + " updated_at = ? WHERE id = ?",
                                                stepped,
                                                lead.id());
                                        return tx.update(
                                                CREATED_BY_OLDER_NODE, created, created, lead.id());
                                    });
            spine.clock().advance(Duration.ofSeconds(9));
            for (String id : List.of(lead.id(), "older")) {
                var _ =
                        room.run(
                                Agents.caller(Agents.admin().in(spine)),
                                "lead.set_status",
                                Json.object().put("id", id).put("status", "qualified"));
            }

            assertThat(room.lead(lead.id()).statusSince()).isEqualTo(spine.clock().instant());
            assertThat(spans(spine, lead.id(), lead.createdAt()))
                    .containsExactly("new 0-5000", "contacted 5000-9000", "qualified 9000-");
            assertThat(spans(spine, "older", lead.createdAt()))
                    .containsExactly("contacted 7000-9000", "qualified 9000-");
        }
    }

    private static final String CREATED_BY_OLDER_NODE =
            "INSERT INTO leads (row_number, id, version, created_at, updated_at, name, name_key,"
                    + " status, status_category, priority, priority_rank, score, tags,"
                    + " custom_fields, do_not_call, call_attempts, search_text)"
                    + " SELECT row_number + 1, 'older', 1, CAST(? AS BIGINT), CAST(? AS BIGINT),"
                    + " name, name_key, status, status_category, priority, priority_rank, score,"
                    + " tags, custom_fields, do_not_call, call_attempts, search_text"
                    + " FROM leads WHERE id = ?";

    private static List<String> spans(Spine spine, String leadId, Instant start) {
        long zero = start.toEpochMilli();
        return spine.texts(
                "SELECT status || ' ' || (entered_at - "
                        + zero
                        + ") || '-' || COALESCE(CAST(left_at - "
                        + zero
                        + " AS TEXT), '') AS span FROM lead_status_spans WHERE lead_id = ?"
                        + " ORDER BY number",
                leadId);
    }
}
