package com.techbro24.crm.automation.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.InputError;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronFaultsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> faults(String expression) {
        List<InputError> errors = new ArrayList<>();
        var cron = Cron.parse(expression, BERLIN, errors, "trigger.schedule.cron");
        assertThat(cron.isEmpty()).isEqualTo(!errors.isEmpty());
        assertThat(errors)
                .allSatisfy(
                        error -> {
                            assertThat(error.field()).isEqualTo("trigger.schedule.cron");
                            assertThat(error.message()).startsWith("trigger.schedule.cron ");
                        });
        return errors.stream().map(InputError::code).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 9 * *",
                "0 9 * * * *",
                "@daily",
                "60 9 * * *",
                "0 24 * * *",
                "0 9 0 * *",
                "0 9 32 * *",
                "0 9 * 13 *",
                "0 9 * * 8",
                "0 9 L * *",
                "0 9 ? * 1",
                "0 9 * * 1#2",
                "0 9 15W * *",
                "30-10 9 * * *",
                "*/0 9 * * *",
                "1, 9 * * *",
                "-1 9 * * *",
                "0|30 9 * * *",
                "0 9 * * *||0 10 * * *",
                "0 9 * * monday",
                "0 9 * * ß",
                "0 ٩ * * *",
                "99999999999 9 * * *"
            })
    void what_is_not_a_cron_expression_is_refused(String text) {
        assertThat(faults(text)).containsExactly("invalid_cron");
    }

    @Test
    void every_wrong_field_is_named() {
        assertThat(faults("60 24 32 13 8"))
                .containsExactly(
                        "invalid_cron",
                        "invalid_cron",
                        "invalid_cron",
                        "invalid_cron",
                        "invalid_cron");
        assertThat(faults("* * */2 2 1")).containsExactly("ambiguous_days", "too_often");
        assertThat(faults("* * 30 2 *")).containsExactly("too_often", "never_fires");
        assertThat(faults("0".repeat(97) + " 9 * * *")).containsExactly("invalid_cron");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "*/4 9 * * *",
                "0,4 9 * * 1",
                "0,56 * * * *",
                "0,58 0,23 * * *"
            })
    void more_often_than_every_5_minutes_is_refused(String text) {
        assertThat(faults(text)).containsExactly("too_often");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/5 * * * *", "0,55 * * * *", "58 9,10 * * *", "4 0-23/2 * * *"})
    void every_5_minutes_is_often_enough(String text) {
        assertThat(faults(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 9 30 2 *", "0 9 31 4,6,9,11 *", "0 9 30-31 feb *"})
    void a_date_that_never_comes_is_refused(String text) {
        assertThat(faults(text)).containsExactly("never_fires");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 9 */2 * 1", "0 9 1 * */2", "0 9 */2 * */3", "0 9 *,5 * 1"})
    void a_step_of_days_beside_days_of_the_other_kind_is_ambiguous(String text) {
        assertThat(faults(text)).containsExactly("ambiguous_days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 9 */2 * *", "0 9 * * */2", "0 9 1-31/2 * 1"})
    void a_step_of_days_alone_is_not(String text) {
        assertThat(faults(text)).isEmpty();
    }
}
