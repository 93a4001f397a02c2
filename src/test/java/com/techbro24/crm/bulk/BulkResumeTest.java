package com.techbro24.crm.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends in the middle of a run, each of its leads is changed once. */
@ParameterizedClass
@EnumSource
record BulkResumeTest(TestDatabase kind) {
    private static final int LEADS = 130;

    /** What ends a process ends the transaction under way; nothing can catch it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Decides as ever, until it is killed within one command. */
    private static final class Mortal implements Handler<LeadCommand> {
        private final LeadHandler handler = new LeadHandler();
        private int left;

        Mortal(int commands) {
            left = commands;
        }

        @Override
        public Outcome handle(LeadCommand command, Context context) {
            Outcome outcome = handler.handle(command, context);
            if (!(command instanceof LeadCommand.Create) && left-- == 0) {
                throw new Killed();
            }
            return outcome;
        }
    }

    @Test
    void after_a_kill_within_a_step_every_lead_is_changed_once() {
        var url = kind.fresh();
        String id;
        Agent admin;
        try (BulkRoom room = new BulkRoom(Spine.open(url), new Mortal(57))) {
            admin = Agents.admin().in(room.spine);
            var _ = room.make(LEADS, Leads.lead().with("tags", List.of("old")));
            id = room.begin(admin, "?tag=old", "{'action':'delete'}");
            assertThatThrownBy(() -> room.finish(id)).isInstanceOf(Problem.class);
            assertThat(room.changesOf("bulk:" + id)).hasSizeLessThan(58);
        }
        // Killed again, within the undo.
        String undoId;
        try (BulkRoom room = new BulkRoom(Spine.open(url), new Mortal(LEADS + 30))) {
            LeadBulk done = room.finish(id);
            assertThat(BulkRoom.counts(done))
                    .isEqualTo(
                            "DONE 130/130: 0 changed, 130 deleted, 0 restored, 0 unchanged, 0"
                                    + " refused");
            assertThat(room.changesOf("bulk:" + id))
                    .hasSize(LEADS)
                    .extracting(Change::entityId)
                    .doesNotHaveDuplicates();
            undoId = room.served.ask("DELETE", "/api/leads/bulk/" + id, admin, null).id();
            assertThatThrownBy(
                            () -> {
                                room.finish(undoId);
                                room.finish(undoId);
                            })
                    .isInstanceOf(Problem.class);
        }
        try (BulkRoom room = new BulkRoom(Spine.open(url), new LeadHandler())) {
            assertThat(room.runner.running()).containsExactly(undoId);
            assertThat(BulkRoom.counts(room.finish(undoId)))
                    .isEqualTo(
                            "DONE 130/130: 0 changed, 0 deleted, 130 restored, 0 unchanged, 0"
                                    + " refused");
            assertThat(room.changesOf("bulk:" + id + "/undo"))
                    .hasSize(LEADS)
                    .extracting(Change::entityId)
                    .doesNotHaveDuplicates();
            assertThat(room.spine.count("SELECT COUNT(*) FROM leads WHERE deleted_at IS NULL"))
                    .isEqualTo(LEADS);
        }
    }

    @Test
    void two_nodes_at_one_run_change_every_lead_once() {
        try (BulkRoom room = new BulkRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            var _ = room.make(LEADS, Leads.lead());
            String id = room.begin(admin, "?all=true", "{'action':'change','addTags':['x']}");
            BulkRunner other = room.runner();
            while (room.get(id).status() == BulkStatus.RUNNING) {
                var _ = room.runner.step(id);
                var _ = other.step(id);
            }
            assertThat(room.get(id).changed()).isEqualTo(LEADS);
            assertThat(room.changesOf("bulk:" + id)).hasSize(LEADS);
        }
    }
}
