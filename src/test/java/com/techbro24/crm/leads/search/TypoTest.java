package com.techbro24.crm.leads.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TypoTest {
    @Test
    void a_slip_is_a_letter_too_many_too_few_wrong_or_two_swapped() {
        assertThat(Typo.distance("johnson", "johnson")).isZero();
        assertThat(Typo.distance("jonson", "johnson")).isEqualTo(1);
        assertThat(Typo.distance("johnsson", "johnson")).isEqualTo(1);
        assertThat(Typo.distance("johnsen", "johnson")).isEqualTo(1);
        assertThat(Typo.distance("jonhson", "johnson")).isEqualTo(1);
        assertThat(Typo.distance("smith", "schmidt")).isEqualTo(4);
    }

    @Test
    void short_words_mean_what_they_say() {
        assertThat(Typo.mayMean("ann", "anna")).isFalse();
        assertThat(Typo.mayMean("anna", "anne")).isTrue();
    }

    @Test
    void a_number_with_a_slip_is_another_number() {
        assertThat(Typo.spellings("12345")).isEmpty();
        assertThat(Typo.spellings("1a345")).contains("1a345", "1345");
    }

    @Property
    boolean words_one_slip_apart_share_a_spelling(
            @ForAll @CharRange(from = 'a', to = 'd') @StringLength(min = 4, max = 9) String one,
            @ForAll @CharRange(from = 'a', to = 'd') @StringLength(min = 4, max = 9) String other) {
        return Typo.distance(one, other) > 1
                || !Collections.disjoint(Typo.spellings(one), Typo.spellings(other));
    }
}
