package com.techbro24.crm.integrations.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segments, as 3GPP TS 23.038 and TS 23.040 count them. */
class SmsTextTest {
    @ParameterizedTest
    @CsvSource({
        "a, 1, 1", "a, 160, 1", "a, 161, 2", "a, 306, 2", "a, 307, 3", "a, 918, 6", "a, 919, 7",
        "€, 80, 1", "€, 81, 2", "€, 152, 2", "€, 153, 3", "ü, 160, 1", "ж, 70, 1", "ж, 71, 2",
        "ж, 134, 2", "ж, 135, 3", "ж, 402, 6", "ж, 403, 7", "😀, 35, 1", "😀, 36, 2", "😀, 66, 2",
        "😀, 67, 3"
    })
    void a_text_has_as_many_segments_as_networks_count(String letter, int times, int segments) {
        assertThat(new SmsText(letter.repeat(times)).segments()).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({"Hello, true", "ç, false", "Ç, true", "[x], true", "`, false", "Ω, true"})
    void the_alphabet_is_known(String text, boolean isGsm) {
        assertThat(new SmsText(text).isGsm()).isEqualTo(isGsm);
    }
}
