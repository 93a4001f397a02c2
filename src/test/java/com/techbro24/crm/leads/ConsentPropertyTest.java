package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.leads.consent.ConsentAction;
import com.techbro24.crm.leads.consent.ConsentChannel;
import com.techbro24.crm.leads.consent.ConsentEntry;
import com.techbro24.crm.leads.consent.ConsentStore;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What stands on a lead is what the ledger of consent says last, whatever was done to it. */
class ConsentPropertyTest {
    private static final int COMMANDS = 120;
    private static final List<String> NUMBERS =
            List.of("+44 20 7946 0101", "+44 20 7946 0102", "+44 20 7946 0103");

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void the_ledger_says_what_stands_on_sqlite(@ForAll Random random) {
        tell(TestDatabase.SQLITE, random);
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void the_ledger_says_what_stands_on_postgresql(@ForAll Random random) {
        tell(TestDatabase.POSTGRESQL, random);
    }

    private static void tell(TestDatabase kind, Random random) {
        try (CallRoom room = CallRoom.open(kind)) {
            Story story = new Story(room, random);
            for (int index = 0; index < COMMANDS; index++) {
                story.next();
                story.compare();
            }
            assertThat(story.done).isGreaterThan(COMMANDS / 3);
            assertThat(story.entries()).isGreaterThan(COMMANDS / 6);
        }
    }

    /** Runs random commands; refused ones change nothing. */
    private static final class Story {
        private final CallRoom room;
        private final Random random;
        private final Agent admin;
        private final List<String> leads = new ArrayList<>();
        private final Map<String, List<ConsentEntry>> known = new HashMap<>();
        int done;

        Story(CallRoom room, Random random) {
            this.room = room;
            this.random = random;
            admin = Agents.admin().in(room.spine());
            create();
            create();
        }

        void next() {
            // The clock of a server may be set back.
            room.spine().clock().advance(Duration.ofMillis(random.nextInt(2_000) - 200));
            String lead = pick(leads);
            switch (random.nextInt(12)) {
                case 0 -> create();
                case 1 -> execute("lead.delete", input(lead));
                case 2 -> execute("lead.restore", input(lead).put("allowDuplicate", true));
                case 3 -> execute("lead.merge", input(lead).put("duplicateId", pick(leads)));
                case 4 -> call(lead);
                case 5, 6 -> execute("lead.record_consent", said(input(lead)));
                case 7 ->
                        room.run(
                                Caller.SYSTEM,
                                "lead.record_consent_of_contact",
                                said(Json.object().put("phone", pick(NUMBERS))));
                default -> execute("lead.update", fields(input(lead)));
            }
        }

        private void create() {
            String id = Id.next();
            execute("lead.create", fields(input(id).put("name", "Lee")));
            leads.add(id);
        }

        private ObjectNode fields(ObjectNode input) {
            input.put("allowDuplicate", true);
            if (random.nextInt(3) == 0) {
                input.put("phone", pick(NUMBERS));
            }
            if (random.nextBoolean()) {
                input.put("doNotCall", random.nextInt(3) == 0);
            }
            if (random.nextBoolean()) {
                if (random.nextBoolean()) {
                    input.putObject("consent")
                            .put("basis", pick(List.of("consent", "contract")))
                            .put("at", now());
                } else {
                    input.putNull("consent");
                }
            }
            return input;
        }

        private ObjectNode said(ObjectNode input) {
            ConsentAction action = pick(List.of(ConsentAction.values()));
            ConsentChannel channel =
                    action.isAboutCalls()
                            ? ConsentChannel.CALL
                            : pick(List.of(ConsentChannel.values()));
            input.put("action", EnumNames.of(action)).put("channel", EnumNames.of(channel));
            return action == ConsentAction.GRANTED ? input.put("basis", "consent") : input;
        }

        /** A call whose outcome is that the lead must not be called again. */
        private void call(String lead) {
            ObjectNode past =
                    Json.object()
                            .put("leadId", lead)
                            .put("phone", pick(NUMBERS))
                            .put("status", "completed")
                            .put("outcome", "dnc_request")
                            .put("startedAt", now());
            execute("call.create", past);
        }

        void compare() {
            for (String id : leads) {
                room.spine()
                        .database()
                        .<Object>read(
                                tx -> {
                                    LeadStore.find(tx, id)
                                            .ifPresent(lead -> compare(lead, entries(id)));
                                    return id;
                                });
            }
        }

        private void compare(Lead lead, List<ConsentEntry> entries) {
            List<ConsentEntry> before = known.getOrDefault(lead.id(), List.of());
            assertThat(entries.subList(0, before.size())).as("never changed").isEqualTo(before);
            known.put(lead.id(), entries);
            boolean marked = false;
            Consent consent = null;
            for (ConsentEntry entry : entries) {
                if (entry.action().isAboutCalls()) {
                    marked = entry.action() == ConsentAction.DO_NOT_CALL;
                } else if (entry.channel() == ConsentChannel.CALL) {
                    consent =
                            entry.action() == ConsentAction.GRANTED
                                    ? new Consent(
                                            String.valueOf(entry.basis()),
                                            entry.source(),
                                            entry.at())
                                    : null;
                }
            }
            assertThat(lead.doNotCall()).as("doNotCall of %s", entries).isEqualTo(marked);
            assertThat(lead.consent()).as("consent of %s", entries).isEqualTo(consent);
        }

        /** The entries of a lead as a client reads them, oldest first, page by page. */
        private List<ConsentEntry> entries(String leadId) {
            var filter =
                    new ConsentStore.Filter(
                            List.of(leadId), List.of(), List.of(), null, null, false);
            List<ConsentEntry> all = new ArrayList<>();
            String cursor = null;
            do {
                Paging paging = new Paging(3, cursor, "createdAt", false);
                var page =
                        room.spine().database().read(tx -> ConsentStore.list(tx, filter, paging));
                all.addAll(page.data());
                cursor = page.page().next();
            } while (cursor != null);
            return all;
        }

        long entries() {
            return room.spine().count("SELECT COUNT(*) FROM consent_entries");
        }

        private void execute(String command, ObjectNode input) {
            try {
                var _ = room.run(Agents.caller(admin), command, input);
                done++;
            } catch (Problem refused) {
                assertThat(refused.status()).isBetween(400, 499);
            }
        }

        private String now() {
            return Times.format(room.spine().clock().instant().truncatedTo(ChronoUnit.MILLIS));
        }

        private static ObjectNode input(String id) {
            return Json.object().put("id", id);
        }

        private <T> T pick(List<T> any) {
            return any.get(random.nextInt(any.size()));
        }
    }
}
