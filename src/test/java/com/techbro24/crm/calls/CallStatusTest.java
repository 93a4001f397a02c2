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
    void no_step_leads_on_from_an_end(CallDirection direction) {
        for (CallStatus status : CallStatus.values()) {
            assertThat(status.isEnd()).isEqualTo(ENDS.contains(status));
            if (status.isEnd()) {
                assertThat(status.steps(direction)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_step_leads_to_a_status_that_the_direction_has(CallDirection direction) {
        for (CallStatus status : CallStatus.values()) {
            assertThat(status.steps(direction))
                    .doesNotHaveDuplicates()
                    .doesNotContain(status)
                    .allMatch(next -> next.fits(direction))
                    .allMatch(next -> next.isEnd() || next.compareTo(status) > 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_status_that_a_direction_has_leads_to_an_end(CallDirection direction) {
        for (CallStatus status : CallStatus.values()) {
            if (status.fits(direction) && !status.isEnd()) {
                assertThat(status.steps(direction)).anyMatch(CallStatus::isEnd);
            }
        }
    }

    @Test
    void an_inbound_call_is_missed_and_an_outbound_one_not_answered() {
        assertThat(CallStatus.RINGING.steps(CallDirection.INBOUND))
                .contains(CallStatus.MISSED)
                .doesNotContain(CallStatus.NO_ANSWER, CallStatus.BUSY);
        assertThat(CallStatus.RINGING.steps(CallDirection.OUTBOUND))
                .contains(CallStatus.NO_ANSWER, CallStatus.BUSY)
                .doesNotContain(CallStatus.MISSED);
    }

    @Test
    void a_step_that_there_is_not_is_refused_with_the_steps_that_there_are() {
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
    void exactly_the_steps_of_the_table_are_taken(CallDirection direction) {
        for (CallStatus from : CallStatus.values()) {
            for (CallStatus to : CallStatus.values()) {
                if (from.steps(direction).contains(to)) {
                    assertThatCode(() -> from.check(to, direction)).doesNotThrowAnyException();
                } else {
                    assertThat(catchThrowableOfType(Problem.class, () -> from.check(to, direction)))
                            .isNotNull();
                }
            }
        }
    }
}
