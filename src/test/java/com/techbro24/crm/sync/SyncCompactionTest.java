package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class SyncCompactionTest {
    private static final int ALL_STEPS = 1_000;

    @Parameter TestDatabase kind;
    SyncWorld world;
    Agent admin;
    Agent ann;
    Agent ben;

    @BeforeEach
    void open() {
        world = new SyncWorld(kind);
        admin = Agents.admin().in(world.spine());
        ann = Agents.agent().in(world.spine());
        ben = Agents.agent().in(world.spine());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Lead lead() {
        return Leads.lead().assignedTo(ann.id()).in(world.spine());
    }

    private void edit(Lead lead, String company) {
        var input = Json.object().put("id", lead.id()).put("company", company);
        assertThat(world.command(admin, "lead.update", input)).isTrue();
    }

    private void assign(Lead lead, Agent agent) {
        var input = Json.object().put("id", lead.id()).put("agentId", agent.id());
        assertThat(world.command(admin, "lead.assign", input)).isTrue();
    }

    private void compactAfter(Duration time) {
        world.clock().advance(time);
        world.compact(ALL_STEPS);
    }

    private long inFeed(Agent agent, Lead lead) {
        return world.spine()
                .count(
                        "SELECT COUNT(*) FROM change_feed WHERE scope = ? AND entity_id = ?",
                        Caller.agentScope(agent.id()),
                        lead.id());
    }

    private LogMeta log() {
        return world.spine().database().read(LogMeta::read);
    }

    private String caughtUp(Agent agent) {
        SyncPage page = world.pull(agent, "leads", null, 100);
        while (page.hasMore()) {
            page = world.pull(agent, "leads", page.cursor(), 100);
        }
        return page.cursor();
    }

    @Test
    void of_a_row_the_newest_entry_stays_and_the_others_go_a_week_later() {
        Lead lead = lead();
        edit(lead, "One");
        edit(lead, "Two");
        compactAfter(Duration.ofDays(6));
        assertThat(inFeed(ann, lead)).isEqualTo(3);
        compactAfter(Duration.ofDays(2));
        assertThat(inFeed(ann, lead)).isOne();
        edit(lead, "Three");
        compactAfter(Duration.ZERO);
        assertThat(inFeed(ann, lead)).isEqualTo(2);
        compactAfter(Duration.ofDays(8));
        assertThat(inFeed(ann, lead)).isOne();
        assertThat(log().floorSeq()).isZero();
    }

    @Test
    void a_removal_goes_after_ninety_days_and_a_cursor_from_before_it_expires() {
        Lead lead = lead();
        String cursor = caughtUp(ann);
        assign(lead, ben);
        long removedAt = world.head();
        compactAfter(Duration.ofDays(89));
        assertThat(world.pull(ann, "leads", cursor, 10).removed())
                .extracting(SyncPage.Removed::id)
                .containsExactly(lead.id());
        String later = caughtUp(ann);
        compactAfter(Duration.ofDays(2));
        assertThat(inFeed(ann, lead)).isZero();
        assertThat(log().floorSeq()).isEqualTo(removedAt);
        assertThatThrownBy(() -> world.pull(ann, "leads", cursor, 10))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.members()).containsEntry("reason", "compacted"));
        assertThat(world.pull(ann, "leads", later, 10).removed()).isEmpty();
    }

    @Test
    void a_device_that_pages_through_a_feed_that_is_compacted_misses_nothing() {
        List<Lead> leads = new ArrayList<>();
        for (int count = 0; count < 6; count++) {
            leads.add(lead());
        }
        SyncDevice device = new SyncDevice(ann, "phone", Duration.ZERO);
        SyncPage page = world.pull(ann, "leads", null, 100);
        assertThat(device.takePage("leads", null, page)).isTrue();
        leads.forEach(lead -> edit(lead, "Before"));
        leads.forEach(lead -> edit(lead, "Again"));
        assign(leads.getLast(), ben);
        do {
            String asked = device.cursor("leads");
            page = world.pull(ann, "leads", asked, 2);
            assertThat(device.takePage("leads", asked, page)).isTrue();
            edit(leads.getFirst(), "Later " + asked);
            compactAfter(Duration.ofDays(8));
        } while (page.hasMore());
        page = world.pull(ann, "leads", page.cursor(), 100);
        assertThat(device.takePage("leads", device.cursor("leads"), page)).isTrue();
        assertThat(device.records("leads")).isEqualTo(world.shown(ann, "leads"));
        assertThat(device.records("leads")).hasSize(5);
    }

    @Test
    void entries_of_an_earlier_epoch_go() {
        Lead lead = lead();
        LogMeta _ = world.spine().writer().write(LogMeta::startEpoch);
        compactAfter(Duration.ZERO);
        assertThat(inFeed(ann, lead)).isZero();
        edit(lead, "New");
        compactAfter(Duration.ZERO);
        assertThat(inFeed(ann, lead)).isOne();
    }

    @Test
    void what_sockets_replay_is_whole_after_the_seq_that_the_log_names() {
        Lead lead = lead();
        edit(lead, "One");
        edit(lead, "Two");
        assertThat(world.spine().database().<Long>read(log()::replayedFrom)).isZero();
        compactAfter(Duration.ofDays(8));
        assertThat(world.spine().database().<Long>read(log()::replayedFrom))
                .isEqualTo(world.head());
    }
}
