package com.techbro24.crm.reminders;

import static com.techbro24.crm.support.CallRoom.refusal;
import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.calls.Call;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Promised call-backs, and reminders of calls that must not be made. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallBackTest {
    @Parameter TestDatabase kind;
    CallRoom room;
    ReminderClock clock;
    Followers followers;
    Agent agent;
    Lead lead;

    @BeforeEach
    void open() {
        Spine spine =
                Spine.open(kind)
                        .with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES);
        room = CallRoom.on(spine, CallSettings.DEFAULTS);
        clock = new ReminderClock(spine.database(), spine.feed(), spine.runner(), spine.clock());
        followers =
                new Followers(
                        spine.feed(),
                        spine.database(),
                        spine.writer(),
                        spine.clock(),
                        spine.metrics(),
                        Followers.RetryPolicy.STANDARD);
        followers.start(new ReminderFollower(spine.runner()));
        agent = Agents.agent().in(spine);
        lead =
                Leads.lead()
                        .named("Ada")
                        .with("phone", "+442079460123")
                        .assignedTo(agent.id())
                        .in(spine);
    }

    @AfterEach
    void close() {
        followers.close();
        clock.close();
        room.close();
    }

    @Test
    void a_promised_call_back_fires_at_its_time() {
        Instant promised = now().plus(Duration.ofHours(30));
        Call call = promise(promised);

        eventually(() -> assertThat(reminders()).hasSize(1));
        Reminder made = reminders().getFirst();
        assertThat(made.kind()).isEqualTo(ReminderKind.CALL_BACK);
        assertThat(made.agentId()).isEqualTo(agent.id());
        assertThat(made.title()).isEqualTo("Call back Ada");
        assertThat(made.dueAt()).isEqualTo(promised);

        Instant later = promised.plus(Duration.ofHours(2));
        change(call, "'callbackAt':'" + later + "'");
        eventually(() -> assertThat(reminders().getFirst().dueAt()).isEqualTo(later));
        assertThat(reminders()).hasSize(1);

        room.spine().clock().set(later);
        var _ = clock.wake();
        assertThat(kinds()).contains(ReminderChange.DUE);
    }

    @Test
    void a_call_back_to_a_reassigned_lead_reminds_the_new_agent() {
        Call call = room.end(agent, room.start(agent, lead), ",'outcome':'callback_requested'");
        Agent other = Agents.agent().in(room.spine());
        Agent admin = Agents.admin().in(room.spine());
        var _ =
                room.run(
                        admin,
                        "lead.assign",
                        "{'id':'" + lead.id() + "','agentId':'" + other.id() + "'}");

        change(call, "'callbackAt':'" + now().plus(Duration.ofHours(30)) + "'");
        eventually(() -> assertThat(reminders()).hasSize(1));
        assertThat(reminders().getFirst().agentId()).isEqualTo(other.id());
    }

    @Test
    void reaching_the_lead_completes_its_call_backs() {
        var _ = promise(now().plus(Duration.ofHours(30)));
        eventually(() -> assertThat(reminders()).hasSize(1));

        var _ = room.end(agent, room.start(agent, lead), ",'status':'no_answer'");
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'interested'");
        eventually(
                () ->
                        assertThat(reminders().getFirst().status())
                                .isEqualTo(ReminderStatus.COMPLETED));
    }

    @Test
    void clearing_callbackAt_cancels_the_reminder() {
        Call call = promise(now().plus(Duration.ofHours(30)));
        eventually(() -> assertThat(reminders()).hasSize(1));
        change(call, "'callbackAt':null");
        eventually(
                () ->
                        assertThat(reminders().getFirst().status())
                                .isEqualTo(ReminderStatus.CANCELLED));
    }

    @Test
    void call_backs_to_do_not_call_numbers_are_refused_or_cancelled() {
        Instant due = now().plus(Duration.ofHours(1));
        String back =
                "{'title':'Call','kind':'call_back','leadId':'%s','dueAt':'%s'}"
                        .formatted(lead.id(), due);
        var _ = room.run(agent, "reminder.create", back);
        Lead twin =
                Leads.lead()
                        .with("phone", "+44 20 7946 0123")
                        .with("allowDuplicate", true)
                        .assignedTo(agent.id())
                        .in(room.spine());
        var _ = room.run(agent, "lead.update", "{'id':'" + twin.id() + "','doNotCall':true}");

        assertThat(refusal(() -> room.run(agent, "reminder.create", back)).status()).isEqualTo(422);
        assertThat(refusal(() -> room.start(agent, lead)).status()).isEqualTo(422);
        var _ = room.run(agent, "reminder.create", back.replace("call_back", "meeting"));

        long head = room.head();
        room.spine().clock().set(due);
        var _ = clock.wake();
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactlyInAnyOrder(ReminderChange.UPDATED, ReminderChange.DUE);
        assertThat(room.changesAfter(head))
                .filteredOn(change -> change.kind().equals(ReminderChange.UPDATED))
                .extracting(Change::reason)
                .containsExactly("The number must not be called.");
        assertThat(reminders())
                .filteredOn(reminder -> reminder.kind() == ReminderKind.CALL_BACK)
                .extracting(Reminder::status)
                .containsExactly(ReminderStatus.CANCELLED);
    }

    private Call promise(Instant at) {
        return room.end(
                agent,
                room.start(agent, lead),
                ",'outcome':'callback_requested','callbackAt':'" + at + "'");
    }

    private void change(Call call, String fields) {
        var _ = room.run(agent, "call.update", "{'id':'" + call.id() + "'," + fields + "}");
    }

    private List<Reminder> reminders() {
        return room.spine().database().read(tx -> ReminderStore.ofLead(tx, lead.id(), now()));
    }

    private List<ChangeKind> kinds() {
        return room
                .spine()
                .database()
                .read(tx -> room.spine().reader().after(tx, 0, 1_000))
                .stream()
                .map(Change::kind)
                .toList();
    }

    private Instant now() {
        return room.spine().clock().instant();
    }
}
