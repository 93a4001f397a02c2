package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A bulk change and its undo, and the undo of an import, in the whole server. */
@ParameterizedClass
@EnumSource
record BulkRunningTest(TestDatabase kind) {
    private static final int LEADS = 120;

    @Test
    void a_bulk_change_and_the_undo_of_an_import_are_live_to_the_end() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            var ann = crm.person("Ann", "agent", "north");
            var bob = crm.person("Bob", "agent", "north");
            String csv =
                    IntStream.range(0, LEADS)
                            .mapToObj(row -> "Lead " + row + ",fair")
                            .collect(Collectors.joining("\n", "name,source\n", "\n"));
            String imported = crm.post(ann.token(), "/api/leads/import", csv).expect(202).id();
            eventually(() -> assertThat(status(crm, "imports/" + imported)).isEqualTo("done"));
            var client = crm.connect(ann.token());
            var stranger = crm.connect(bob.token());
            List.of(client, stranger).forEach(each -> assertThat(each.next("ready")).isNotNull());

            String change = "{\"action\":\"change\",\"priority\":\"high\"}";
            String id =
                    crm.post(ann.token(), "/api/leads/bulk?source=fair", change).expect(202).id();
            var heard = until(client, "bulk.done", id);
            assertThat(heard)
                    .filteredOn(event -> event.name().equals("lead.updated"))
                    .hasSize(LEADS)
                    .allSatisfy(
                            event ->
                                    assertThat(event.payload().get("via").textValue())
                                            .isEqualTo("bulk:" + id));
            assertThat(heard.getLast().payload().at("/record/changed").intValue()).isEqualTo(LEADS);
            assertThat(stranger.events).noneMatch(event -> event.name().startsWith("bulk."));

            String back = crm.delete(ann.token(), "/api/leads/bulk/" + id).expect(202).id();
            assertThat(count(client, back, "changed")).isEqualTo(LEADS);
            String undo =
                    crm.delete(ann.token(), "/api/leads/imports/" + imported).expect(202).id();
            assertThat(count(client, undo, "deleted")).isEqualTo(LEADS);
            assertThat(crm.get(crm.admin(), "/api/leads").json().get("data")).isEmpty();
        }
    }

    private static String status(RunningCrm crm, String path) {
        return crm.get(crm.admin(), "/api/leads/" + path).json().get("status").textValue();
    }

    /** A count of a run at its end. */
    private static int count(LiveClient client, String id, String name) {
        JsonNode record = until(client, "bulk.done", id).getLast().payload().get("record");
        return record.get(name).intValue();
    }

    private static List<LiveClient.Event> until(LiveClient client, String name, String id) {
        return client.until(event -> event.name().equals(name) && event.entityId().equals(id));
    }
}
