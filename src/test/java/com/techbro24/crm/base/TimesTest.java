package com.techbro24.crm.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final DateTimeFormatter STANDARD =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Property
    boolean a_time_is_written_as_the_standard_library_writes_it(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L)
                    long milliseconds) {
        Instant time = Instant.ofEpochMilli(milliseconds);
        return Times.format(time).equals(STANDARD.format(time))
                && Times.parse(Times.format(time)).orElseThrow().equals(time);
    }

    @Test
    void what_is_finer_than_milliseconds_is_cut_off() {
        assertThat(Times.format(Instant.parse("2026-03-04T05:06:07.008999Z")))
                .isEqualTo("2026-03-04T05:06:07.008Z");
    }
}
