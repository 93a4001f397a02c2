package com.techbro24.crm.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.leads.LeadChange;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends in the middle of an import, each of its rows is taken once. */
@ParameterizedClass
@EnumSource
record ImportResumeTest(TestDatabase kind) {
    private static final int ROWS = 250;

    private static String file() {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> "Lead %03d".formatted(row))
                .collect(Collectors.joining("\n", "name\n", "\n"));
    }

    private static List<String> expected() {
        return IntStream.range(0, ROWS).mapToObj(row -> "Lead %03d".formatted(row)).toList();
    }

    /** What ends a process ends the transaction under way; nothing can catch it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Decides as ever, until it is killed within the making of one lead. */
    private static final class Mortal implements Handler<LeadCommand> {
        private final LeadHandler handler = new LeadHandler();
        private int left;

        Mortal(int commands) {
            left = commands;
        }

        @Override
        public Outcome handle(LeadCommand command, Context context) {
            Outcome outcome = handler.handle(command, context);
            if (left-- == 0) {
                throw new Killed();
            }
            return outcome;
        }
    }

    @Test
    void after_a_kill_within_a_step_it_goes_on_with_every_row_once() {
        var url = kind.fresh();
        String id;
        int reached;
        try (ImportRoom room = new ImportRoom(Spine.open(url), new Mortal(57))) {
            Agent agent = Agents.agent().in(room.spine);
            id = room.send(agent, "", file());
            assertThatThrownBy(() -> room.finish(id)).isInstanceOf(Problem.class);
            reached = room.leads().size();
            assertThat(reached)
                    .isLessThan(58)
                    .isEqualTo(room.spine.count("SELECT COUNT(*) FROM leads"));
        }
        try (ImportRoom room = new ImportRoom(Spine.open(url))) {
            List<String> running = room.spine.database().read(LeadImportStore::running);
            assertThat(running).containsExactly(id);
            LeadImport done = room.finish(id);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 250: 250 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(room.names()).isEqualTo(expected());
            assertThat(changes(room, LeadChange.CREATED))
                    .hasSize(ROWS)
                    .allSatisfy(
                            change -> {
                                assertThat(change.actor()).isEqualTo(done.agentId());
                                assertThat(change.via()).isEqualTo("import:" + id);
                            });
        }
    }

    @Test
    void two_nodes_at_one_import_take_every_row_once() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent agent = Agents.agent().in(room.spine);
            String id = room.send(agent, "", file());
            LeadImporter other = room.importer();
            int behind = 0;
            while (room.get(id).status() == ImportStatus.RUNNING) {
                behind += room.importer.step(id).isEmpty() ? 1 : 0;
                behind += other.step(id).isEmpty() ? 1 : 0;
            }
            assertThat(behind).isPositive();
            assertThat(room.names()).isEqualTo(expected());
            assertThat(room.get(id).created()).isEqualTo(ROWS);
        }
    }

    @Test
    void a_row_on_which_the_program_fails_is_refused_and_the_others_are_taken() {
        LeadHandler handler = new LeadHandler();
        Handler<LeadCommand> failing =
                (command, context) -> {
                    Outcome outcome = handler.handle(command, context);
                    if (command instanceof LeadCommand.Create create
                            && create.name().equals("Lead 007")) {
                        throw new IllegalStateException("a fault of ours");
                    }
                    return outcome;
                };
        try (ImportRoom room = new ImportRoom(Spine.open(kind), failing)) {
            Agent agent = Agents.agent().in(room.spine);
            LeadImport done = room.take(agent, "", file());
            assertThat(room.counts(done))
                    .isEqualTo("DONE 250: 249 created, 0 updated, 0 duplicate, 1 refused");
            ReportedRow row = room.refused(done.id()).getFirst();
            assertThat(row.line()).isEqualTo(9);
            assertThat(row.reasons().getFirst().code()).isEqualTo("fault");
            assertThat(room.leads()).hasSize(249);
            assertThat(changes(room, LeadChange.CREATED)).hasSize(249);
        }
    }

    @Test
    void progress_is_published_at_most_twice_a_second() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent agent = Agents.agent().in(room.spine);
            String id = room.send(agent, "", file());
            assertThat(room.importer.step(id)).isPresent();
            assertThat(room.get(id).rowsDone()).isZero();
            room.spine.clock().advance(Duration.ofMillis(500));
            assertThat(room.importer.step(id)).isPresent();
            LeadImport told = room.get(id);
            assertThat(told.rowsDone()).isEqualTo(told.created()).isPositive();
            LeadImport done = room.finish(id);
            List<Change> changes =
                    room.spine.database().read(tx -> room.spine.reader().after(tx, 0, 10_000));
            assertThat(changes)
                    .filteredOn(change -> change.entityType().equals(LeadImport.TYPE))
                    .extracting(Change::kind)
                    .containsExactly(ImportChange.CREATED, ImportChange.UPDATED, ImportChange.DONE);
            assertThat(done.version()).isEqualTo(3);
        }
    }

    @Test
    void a_file_is_forgotten_a_day_after_its_import_was_given_up_and_what_was_refused_a_month() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent agent = Agents.agent().in(room.spine);
            String id = room.send(agent, "", file() + ",too wide\n");
            var cancel =
                    room.served.ask("POST", "/api/leads/imports/" + id + "/cancel", agent, null);
            assertThat(cancel.status()).isEqualTo(200);
            String refused = room.take(agent, "", "name,phone\nX,12\n").id();
            purge(room, Duration.ofHours(23));
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_import_chunks")).isPositive();
            purge(room, Duration.ofHours(2));
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_import_chunks")).isZero();
            assertThat(room.refused(refused)).hasSize(1);
            purge(room, Duration.ofDays(30));
            assertThat(room.refused(refused)).isEmpty();
        }
    }

    private static void purge(ImportRoom room, Duration later) {
        room.spine.clock().advance(later);
        boolean more = true;
        while (more) {
            more =
                    room.spine
                            .writer()
                            .write(tx -> ImportReception.purge(tx, room.spine.clock().instant()));
        }
    }

    private static List<Change> changes(ImportRoom room, ChangeKind of) {
        return room.spine.database().read(tx -> room.spine.reader().after(tx, 0, 10_000)).stream()
                .filter(change -> change.kind() == of)
                .toList();
    }
}
