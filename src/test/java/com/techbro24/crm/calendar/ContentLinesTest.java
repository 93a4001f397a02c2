package com.techbro24.crm.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ContentLinesTest {
    private static String written(String text) {
        return new String(new ContentLines().addText("SUMMARY", text).bytes(), UTF_8);
    }

    @Test
    void separators_and_line_ends_are_escaped_and_control_characters_dropped() {
        assertThat(written("a;b,c\\d\ne\r\u0007f")).isEqualTo("SUMMARY:a\\;b\\,c\\\\d\\nef\r\n");
    }

    @Test
    void no_line_is_longer_than_75_bytes_and_no_character_is_divided() {
        String text = "Grüße 😀 ".repeat(40);
        String written = written(text);
        assertThat(Arrays.stream(written.split("\r\n")))
                .allSatisfy(line -> assertThat(line.getBytes(UTF_8).length).isBetween(2, 75));
        assertThat(written.replace("\r\n ", "")).isEqualTo("SUMMARY:" + text + "\r\n");
    }
}
