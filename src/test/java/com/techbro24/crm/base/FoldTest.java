package com.techbro24.crm.base;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import org.junit.jupiter.api.Test;

class FoldTest {
    @Test
    void case_accents_and_spaces_make_no_difference() {
        assertThat(Fold.of("  Zoë\tMÜLLER-Straße  ")).isEqualTo("zoe muller-strasse");
        assertThat(Fold.of("Łukasz Søndergård")).isEqualTo("lukasz sondergard");
        assertThat(Fold.of("İSTANBUL ﬁn")).isEqualTo("istanbul fin");
        assertThat(Fold.of("one  two")).isEqualTo("one two");
        assertThat(Fold.of(" ")).isEmpty();
    }

    @Test
    void other_scripts_stay_what_they_are() {
        assertThat(Fold.of("李伟 Ли")).isEqualTo("李伟 ли");
    }

    @Property
    boolean folded_text_folds_to_itself(@ForAll String text) {
        return Fold.of(Fold.of(text)).equals(Fold.of(text));
    }

    @Property
    boolean plain_letters_fold_the_same_with_and_without_company(@ForAll @AlphaChars String text) {
        return Fold.of(text + "é").equals(Fold.of(text + "E"));
    }

    @Test
    void shapes_of_one_sign_are_one() {
        for (String apostrophe : new String[] {"’", "‘", "ʼ", "´", "`", "′", "＇"}) {
            assertThat(Fold.of("O" + apostrophe + "Brien")).as(apostrophe).isEqualTo("o'brien");
        }
        assertThat(Fold.of("+٩٦٦ ٥٠")).isEqualTo("+966 50");
        assertThat(Fold.of("タナカ")).isEqualTo(Fold.of("たなか"));
        assertThat(Fold.of("Jo\u200bhn\u00a0Doe\ufeff")).isEqualTo("john doe");
    }
}
