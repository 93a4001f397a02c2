package com.techbro24.crm.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class IdTest {
    private static final Pattern PATTERN = Pattern.compile(Id.PATTERN);

    @Test
    void a_new_id_is_valid_and_later_than_the_one_before() {
        String first = Id.next();
        String second = Id.next();

        assertThat(Id.isValid(first)).isTrue();
        assertThat(PATTERN.matcher(first).matches()).isTrue();
        assertThat(second).isGreaterThan(first);
    }

    @Property(tries = 5_000)
    void valid_is_what_the_documented_pattern_matches(
            @ForAll @IntRange(max = 35) int place,
            @ForAll @CharRange(from = '-', to = 'h') char other) {
        StringBuilder id = new StringBuilder(Id.next());
        id.setCharAt(place, other);

        assertThat(Id.isValid(id.toString())).isEqualTo(PATTERN.matcher(id).matches());
    }

    @Property
    void no_other_text_is_an_id(
            @ForAll @StringLength(max = 40) @Chars({'7', 'a', '-'}) String text) {
        assertThat(Id.isValid(text)).isEqualTo(PATTERN.matcher(text).matches());
    }
}
