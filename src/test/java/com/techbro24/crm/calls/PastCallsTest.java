package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Past calls have the same effects as calls recorded at their time. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class PastCallsTest {
    private static final int LEADS = 30;
    private static final Duration HALF_A_YEAR = Duration.ofDays(182);

    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;
    int made;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().team("north").in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Lead lead() {
        String phone = "+4420794601%02d".formatted(made++);
        return Leads.lead().with("phone", phone).assignedTo(agent.id()).in(room.spine());
    }

    private static CallCommand.Create reported(Lead lead, Instant from) {
        return new CallCommand.Create(
                null,
                null,
                lead.id(),
                CallDirection.INBOUND,
                lead.phone(),
                CallStatus.MISSED,
                null,
                null,
                from,
                from.plusSeconds(20),
                20,
                0,
                null,
                null,
                null,
                "twilio",
                "CA1");
    }

    private CallCommand.Create call(
            Lead lead,
            CallDirection direction,
            CallStatus status,
            @Nullable CallOutcome outcome,
            Instant from,
            @Nullable Instant callbackAt) {
        return new CallCommand.Create(
                null,
                agent.id(),
                lead.id(),
                direction,
                lead.phone(),
                status,
                outcome,
                null,
                from,
                from.plusSeconds(90),
                12,
                status == CallStatus.COMPLETED ? 78 : 0,
                null,
                null,
                callbackAt,
                null,
                null);
    }

    /** Calls with all kinds of results over some weeks. */
    private List<CallCommand.Create> calls(Lead lead, Random random) {
        List<CallCommand.Create> calls = new ArrayList<>();
        Instant at = room.spine().clock().instant().minus(HALF_A_YEAR);
        int count = 1 + random.nextInt(12);
        for (int index = 0; index < count; index++) {
            at = at.plusSeconds(3_600L + random.nextInt(1_000_000));
            CallDirection direction =
                    random.nextInt(4) == 0 ? CallDirection.INBOUND : CallDirection.OUTBOUND;
            CallStatus unanswered =
                    direction == CallDirection.INBOUND ? CallStatus.MISSED : CallStatus.NO_ANSWER;
            boolean talked = random.nextBoolean();
            CallOutcome[] all = CallOutcome.values();
            CallOutcome outcome =
                    talked && random.nextInt(8) > 0 ? all[random.nextInt(all.length)] : null;
            Instant callback = random.nextInt(5) == 0 ? at.plusSeconds(86_400) : null;
            calls.add(
                    call(
                            lead,
                            direction,
                            talked ? CallStatus.COMPLETED : unanswered,
                            outcome,
                            at,
                            callback));
        }
        return calls;
    }

    private void execute(CallCommand command, Instant at) {
        var _ = room.spine().runner().run(Submission.of(command, Caller.SYSTEM).at(at));
    }

    private static List<@Nullable Object> state(Lead lead) {
        List<@Nullable Object> state = new ArrayList<>();
        state.add(lead.status());
        state.add(lead.callAttempts());
        state.add(lead.lastContactedAt());
        state.add(lead.nextFollowUpAt());
        state.add(lead.doNotCall());
        state.add(lead.convertedAt());
        state.add(lead.lostReason());
        state.add(lead.score());
        state.add(lead.updatedAt());
        return state;
    }

    @Test
    void applying_past_calls_equals_recording_each_at_its_time() {
        Random random = new Random(7);
        Instant now = room.spine().clock().instant();
        for (int index = 0; index < LEADS; index++) {
            Lead expectedLead = lead();
            Lead recordedLead = lead();
            long seed = random.nextLong();
            List<CallCommand.Create> calls = calls(expectedLead, new Random(seed));
            calls.forEach(call -> execute(call, Objects.requireNonNull(call.endedAt())));
            execute(new CallCommand.RecordPast(calls(recordedLead, new Random(seed))), now);
            execute(new CallCommand.ApplyPast(recordedLead.id()), now);

            Lead after = room.lead(recordedLead.id());
            List<@Nullable Object> expected = state(room.lead(expectedLead.id()));
            // A lead does not change before its creation.
            expected.set(expected.size() - 1, after.updatedAt());
            assertThat(state(after)).as("after %s", calls).isEqualTo(expected);
            assertThat(statusSpans(recordedLead)).isEqualTo(statusSpans(expectedLead));
            assertThat(after.version() - recordedLead.version())
                    .isBetween(
                            statusSpans(recordedLead).size(), statusSpans(recordedLead).size() + 1);
        }
    }

    /** When the lead entered and left each status, apart from entering its first. */
    private List<String> statusSpans(Lead lead) {
        return room.spine()
                .texts(
                        "SELECT entered_at || ' ' || status || ' ' || COALESCE(left_at, 0) AS step"
                                + " FROM lead_status_spans WHERE lead_id = ? AND number > 1"
                                + " ORDER BY number",
                        lead.id());
    }

    @Test
    void each_past_call_is_logged_at_its_time_and_visible_to_its_agent() {
        Lead lead = lead();
        List<CallCommand.Create> calls = calls(lead, new Random(1));
        long seq = room.head();

        execute(new CallCommand.RecordPast(calls), room.spine().clock().instant());

        List<Change> changes = room.changesAfter(seq);
        assertThat(changes.stream().map(Change::at))
                .isEqualTo(calls.stream().map(CallCommand.Create::endedAt).toList());
        assertThat(changes)
                .allMatch(
                        change ->
                                change.seenAfter().isSeenBy(Agents.caller(agent))
                                        && (change.kind().equals(CallChange.ENDED)
                                                || change.kind().equals(CallChange.MISSED)));
        assertThat(room.lead(lead.id())).as("waits to be after up").isEqualTo(lead);
    }

    @Test
    void applying_past_calls_again_changes_nothing() {
        Lead lead = lead();
        Instant now = room.spine().clock().instant();
        execute(new CallCommand.RecordPast(calls(lead, new Random(3))), now);
        execute(new CallCommand.ApplyPast(lead.id()), now);
        long seq = room.head();

        execute(new CallCommand.ApplyPast(lead.id()), now.plusSeconds(60));

        assertThat(room.changesAfter(seq)).isEmpty();
    }

    @Test
    void an_unfinished_or_future_call_refuses_the_whole_batch() {
        Lead lead = lead();
        Instant now = room.spine().clock().instant();
        var fine =
                call(
                        lead,
                        CallDirection.OUTBOUND,
                        CallStatus.BUSY,
                        null,
                        now.minusSeconds(900),
                        null);
        var ahead =
                call(
                        lead,
                        CallDirection.OUTBOUND,
                        CallStatus.BUSY,
                        null,
                        now.plusSeconds(900),
                        null);
        var rings =
                call(
                        lead,
                        CallDirection.INBOUND,
                        CallStatus.RINGING,
                        null,
                        now.minusSeconds(900),
                        null);

        for (var wrong : List.of(ahead, rings)) {
            Problem refusal =
                    refusal(() -> execute(new CallCommand.RecordPast(List.of(fine, wrong)), now));
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.detail()).containsAnyOf("in the future", "must be final");
        }
        assertThat(room.spine().count("SELECT COUNT(*) FROM calls")).isZero();
    }

    @Test
    void a_call_with_a_known_provider_id_is_refused() {
        Lead lead = lead();
        Instant now = room.spine().clock().instant();
        var once = new CallCommand.RecordPast(List.of(reported(lead, now.minusSeconds(900))));
        execute(once, now);

        assertThat(refusal(() -> execute(once, now)).detail()).contains("providerCallId");
        assertThat(room.spine().count("SELECT COUNT(*) FROM calls")).isEqualTo(1);
    }
}
