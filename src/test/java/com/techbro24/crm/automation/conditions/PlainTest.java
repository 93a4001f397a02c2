package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import java.math.BigDecimal;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {
    @Property(tries = 500)
    void a_time_is_read_as_it_was_written(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L)
                    long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        assertThat(Plain.instant(Times.format(time))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T09:00:00.000Z",
                "2024-02-29T09:00:00.000Z",
                "2026-13-01T09:00:00.000Z",
                "2026-00-01T09:00:00.000Z",
                "2026-01-00T09:00:00.000Z",
                "0000-01-01T09:00:00.000Z",
                "2026-01-01T24:00:00.000Z",
                "2026-01-01T09:60:00.000Z",
                "2026-01-01T09:00:60.000Z",
                "2026-01-01T09:00:00.00aZ",
                "2026-01-01t09:00:00.000z",
                "2026-01-01T09:00:00+01:00",
                "2026-01-01T09:00Z",
                "2026-01-01",
                "",
                "no time, but just as long"
            })
    void any_other_form_is_read_as_everywhere(String text) {
        assertThat(Plain.instant(text)).isEqualTo(Times.parse(text).orElse(null));
    }

    @Test
    void equal_numbers_are_equal_however_they_are_written() {
        for (String text : new String[] {"1", "1.0", "1.00", "10e-1", "100e-2"}) {
            assertThat(Plain.of(Json.read(text), FieldType.NUMBER)).as(text).isEqualTo(1L);
        }
        for (String text : new String[] {"1.5", "1.50", "1.500"}) {
            assertThat(Plain.of(new DecimalNode(new BigDecimal(text)), FieldType.NUMBER))
                    .isEqualTo(new BigDecimal("1.5"));
        }
        assertThat(Plain.order(Plain.of(Json.read("1e999999999"), FieldType.NUMBER), 1L))
                .hasValue(1);
        assertThat(Plain.order(1L, "1")).isEmpty();
    }
}
