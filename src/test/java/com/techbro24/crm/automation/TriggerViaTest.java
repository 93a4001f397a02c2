package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.changelog.Via;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which ways of making a change a rule answers. */
class TriggerViaTest {
    private static Trigger trigger(@Nullable Boolean imports) {
        return new Trigger("lead.created", null, null, null, imports, null, null);
    }

    @Test
    void a_rule_answers_imports_and_bulk_changes_unless_they_are_quiet() {
        for (String what : new String[] {"import", "bulk"}) {
            String loud = Via.of(what, "1", true);
            String quiet = Via.of(what, "1", false);
            assertThat(trigger(null).accepts(loud)).isTrue();
            assertThat(trigger(null).accepts(Via.undoOf(loud))).isTrue();
            assertThat(trigger(null).accepts(quiet)).isFalse();
            assertThat(trigger(null).accepts(Via.undoOf(quiet))).isFalse();
            assertThat(Via.isUndo(loud) || Via.isUndo(quiet)).isFalse();
            assertThat(Via.isUndo(Via.undoOf(loud)) && Via.isUndo(Via.undoOf(quiet))).isTrue();
        }
        assertThat(trigger(null).accepts(null)).isTrue();
        assertThat(trigger(null).accepts("rule:1")).isTrue();
    }

    @Test
    void a_rule_without_imports_answers_neither_an_import_nor_its_undo() {
        assertThat(trigger(false).accepts("import:1")).isFalse();
        assertThat(trigger(false).accepts("import:1/undo")).isFalse();
        assertThat(trigger(false).accepts("bulk:1")).isTrue();
        assertThat(trigger(false).accepts(null)).isTrue();
    }
}
