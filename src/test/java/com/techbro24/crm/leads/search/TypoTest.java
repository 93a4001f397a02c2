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
    void a_typo_is_an_insertion_deletion_substitution_or_transposition() {
        assertThat(Typo.distance("johnson", "johnson")).isZero();
        assertThat(Typo.distance("jonson", "johnson")).isEqualTo(1);
        assertThat(Typo.distance("johnsson", "johnson")).isEqualTo(1);
        assertThat(Typo.distance("johnsen", "johnson")).isEqualTo(1);
        assertThat(Typo.distance("jonhson", "johnson")).isEqualTo(1);
        assertThat(Typo.distance("smith", "schmidt")).isEqualTo(4);
    }

    @Test
    void typos_in_short_words_are_not_tolerated() {
        assertThat(Typo.isMatch("ann", "anna")).isFalse();
        assertThat(Typo.isMatch("anna", "anne")).isTrue();
    }

    @Test
    void typos_in_numbers_are_not_tolerated() {
        assertThat(Typo.variants("12345")).isEmpty();
        assertThat(Typo.variants("1a345")).contains("1a345", "1345");
    }

    @Property
    boolean words_one_slip_apart_share_a_spelling(
            @ForAll @CharRange(from = 'a', to = 'd') @StringLength(min = 4, max = 9) String one,
            @ForAll @CharRange(from = 'a', to = 'd') @StringLength(min = 4, max = 9) String other) {
        return Typo.distance(one, other) > 1
                || !Collections.disjoint(Typo.variants(one), Typo.variants(other));
    }
}
