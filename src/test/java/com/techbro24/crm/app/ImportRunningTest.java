package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An import in the whole server, with live events and the final notification. */
@ParameterizedClass
@EnumSource
record ImportRunningTest(TestDatabase kind) {
    @Test
    void an_import_sends_live_events_and_notifies_its_importer_at_the_end() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            var ann = crm.person("Ann", "agent", "north");
            var bob = crm.person("Bob", "agent", "north");
            var mary = crm.person("Mary", "manager", "north");
            var client = crm.connect(ann.token());
            var manager = crm.connect(mary.token());
            var stranger = crm.connect(bob.token());
            List.of(client, manager, stranger)
                    .forEach(each -> assertThat(each.next("ready")).isNotNull());
            String csv =
                    IntStream.range(0, 300)
                            .mapToObj(row -> "Lead " + row + ",+49151%07d".formatted(row))
                            .collect(
                                    Collectors.joining(
                                            "\n", "name,phone\n", "\nTwin,+491510000000\n"));
            String id = crm.post(ann.token(), "/api/leads/import", csv).expect(202).id();

            for (var each : List.of(client, manager)) {
                var heard =
                        each.until(
                                event ->
                                        event.name().equals("import.done")
                                                && event.entityId().equals(id));
                assertThat(heard.stream().filter(event -> event.name().equals("lead.created")))
                        .hasSize(300);
                assertThat(heard.stream().map(LiveClient.Event::name))
                        .contains("import.created", "import.done");
                var record = heard.getLast().payload().get("record");
                assertThat(record.get("created").intValue()).isEqualTo(300);
                assertThat(record.get("duplicate").intValue()).isEqualTo(1);
            }
            String inbox = "/api/notifications/agent/" + ann.id();
            eventually(
                    () ->
                            assertThat(crm.get(ann.token(), inbox).json().at("/data/0/title"))
                                    .isEqualTo(Json.tree("Import done")));
            assertThat(crm.get(ann.token(), inbox).json().at("/data/0/message").textValue())
                    .isEqualTo("300 made, 0 changed, 0 refused.");
            assertThat(stranger.events)
                    .noneMatch(
                            event ->
                                    event.name().startsWith("import.")
                                            || event.name().startsWith("lead."));
        }
    }
}
