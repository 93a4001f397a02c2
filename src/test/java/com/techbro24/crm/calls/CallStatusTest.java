package com.techbro24.crm.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.base.Problem;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallStatusTest {
    private static final EnumSet<CallStatus> ENDS =
            EnumSet.of(
                    CallStatus.COMPLETED,
                    CallStatus.MISSED,
                    CallStatus.NO_ANSWER,
                    CallStatus.BUSY,
                    CallStatus.FAILED,
                    CallStatus.CANCELLED);

    @ParameterizedTest
    @EnumSource
    void final_statuses_have_no_transitions(CallDirection direction) {
        for (CallStatus status : CallStatus.values()) {
            assertThat(status.isEnd()).isEqualTo(ENDS.contains(status));
            if (status.isEnd()) {
                assertThat(status.transitions(direction)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void transitions_lead_to_statuses_of_the_direction(CallDirection direction) {
        for (CallStatus status : CallStatus.values()) {
            assertThat(status.transitions(direction))
                    .doesNotHaveDuplicates()
                    .doesNotContain(status)
                    .allMatch(next -> next.fits(direction))
                    .allMatch(next -> next.isEnd() || next.compareTo(status) > 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_status_can_reach_a_final_one(CallDirection direction) {
        for (CallStatus status : CallStatus.values()) {
            if (status.fits(direction) && !status.isEnd()) {
                assertThat(status.transitions(direction)).anyMatch(CallStatus::isEnd);
            }
        }
    }

    @Test
    void unanswered_calls_are_missed_inbound_and_no_answer_outbound() {
        assertThat(CallStatus.RINGING.transitions(CallDirection.INBOUND))
                .contains(CallStatus.MISSED)
                .doesNotContain(CallStatus.NO_ANSWER, CallStatus.BUSY);
        assertThat(CallStatus.RINGING.transitions(CallDirection.OUTBOUND))
                .contains(CallStatus.NO_ANSWER, CallStatus.BUSY)
                .doesNotContain(CallStatus.MISSED);
    }

    @Test
    void a_forbidden_transition_names_the_allowed_ones() {
        Problem problem =
                catchThrowableOfType(
                        Problem.class,
                        () ->
                                CallStatus.IN_PROGRESS.check(
                                        CallStatus.SCHEDULED, CallDirection.OUTBOUND));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.members())
                .containsEntry(
                        "steps",
                        List.of(
                                CallStatus.COMPLETED,
                                CallStatus.NO_ANSWER,
                                CallStatus.BUSY,
                                CallStatus.FAILED));
        assertThat(problem.json().at("/steps/1").asText()).isEqualTo("no_answer");
    }

    @ParameterizedTest
    @EnumSource
    void exactly_the_transitions_of_the_table_are_allowed(CallDirection direction) {
        for (CallStatus from : CallStatus.values()) {
            for (CallStatus to : CallStatus.values()) {
                if (from.transitions(direction).contains(to)) {
                    assertThatCode(() -> from.check(to, direction)).doesNotThrowAnyException();
                } else {
                    assertThat(catchThrowableOfType(Problem.class, () -> from.check(to, direction)))
                            .isNotNull();
                }
            }
        }
    }
}
