package com.techbro24.crm.sync;

import static com.techbro24.crm.sync.SyncRoom.mutation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyncCompletedTest {
    @ParameterizedTest
    @EnumSource
    void a_push_that_brings_something_is_an_event(TestDatabase kind) {
        try (SyncRoom room = new SyncRoom(kind)) {
            Agent ann = Agents.agent().in(room.spine());
            ObjectNode create = mutation("create", Id.next(), null, "{'name':'Ada'}");
            ObjectNode bad = mutation("create", Id.next(), null, "{'name':''}");
            var _ = room.push(ann, "leads", create, bad);
            assertThat(completed(room)).hasSize(1);
            JsonNode run = Json.read(completed(room).getFirst());
            assertThat(run.get("agentId").textValue()).isEqualTo(ann.id());
            assertThat(run.get("direction").textValue()).isEqualTo("push");
            assertThat(run.get("applied").intValue()).isEqualTo(1);
            assertThat(run.get("rejected").intValue()).isEqualTo(1);
            var _ = room.push(ann, "leads", create, bad);
            assertThat(completed(room)).as("after a retry").hasSize(1);
        }
    }

    /** What was written after the answers too. */
    private static List<String> completed(SyncRoom room) {
        boolean _ = room.spine().writer().write(tx -> true);
        return room.spine().texts("SELECT after_row FROM changes WHERE kind = 'sync.completed'");
    }
}
