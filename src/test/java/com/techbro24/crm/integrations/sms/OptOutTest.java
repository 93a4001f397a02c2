package com.techbro24.crm.integrations.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                " Stop. ",
                "STOPALL",
                "unsubscribe",
                "Cancel!",
                "END",
                "quit",
                "REVOKE",
                "OptOut",
                "opt-out"
            })
    void words_that_stop(String text) {
        assertThat(OptOut.of(null, text)).contains(OptOut.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please stop by on Monday", "the end", "yes", "", "Nonstop"})
    void other_texts_say_nothing(String text) {
        assertThat(OptOut.of(null, text)).isEmpty();
    }

    @Test
    void the_word_of_the_provider_wins() {
        assertThat(OptOut.of("START", "STOP")).contains(OptOut.START);
        assertThat(OptOut.of("stop", "bitte nicht mehr")).contains(OptOut.STOP);
        assertThat(OptOut.of("HELP", "STOP")).contains(OptOut.HELP);
        assertThat(OptOut.of(null, "Start")).contains(OptOut.START);
    }
}
