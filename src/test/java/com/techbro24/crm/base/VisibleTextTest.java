package com.techbro24.crm.base;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Email;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    private static final String ZWSP = "\u200b";
    private static final String BOM = "\ufeff";
    private static final String NBSP = "\u00a0";
    private static final String LRM = "\u200e";
    private static final String EMBEDDED = "\u202a";
    private static final String POPPED = "\u202c";
    private static final String SELECTOR = "\ufe0f";

    record Form(
            String name,
            @Email @Nullable String email,
            @Nullable List<String> tags,
            @Multiline @Nullable String notes,
            @Verbatim @Nullable String password) {}

    private static Form bind(String text) {
        var json = Json.object().put("name", text).put("email", "a@b.example");
        json.put("notes", text).put("password", text).set("tags", Json.tree(List.of(text)));
        return Input.bind(Form.class, json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " Ada ",
                ZWSP + "Ada" + NBSP,
                BOM + "Ada",
                "Ada" + BOM,
                LRM + "Ada" + LRM,
                EMBEDDED + "Ada" + POPPED,
                "Ada" + SELECTOR,
                "A" + ZWSP + "da",
                "\u3000Ada\u2003",
                "Ada\u200d",
                "\u200cAda"
            })
    void what_cannot_be_seen_around_a_text_is_no_part_of_it(String text) {
        Form form = bind(text);
        assertThat(form.name()).isEqualTo("Ada");
        assertThat(form.tags()).containsExactly("Ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {" Ada ", ZWSP + "Ada" + NBSP})
    void a_password_and_a_text_of_lines_are_taken_as_they_came(String text) {
        assertThat(bind(text).password()).isEqualTo(text);
        assertThat(bind(text).notes()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nb@x.example" + NBSP,
                ZWSP + "nb@x.example",
                "nb@x.example" + BOM,
                "nb" + ZWSP + "@x.example",
                "nb@x\u200d.example",
                LRM + "nb@x.example" + SELECTOR,
                " nb@x.example\u3164"
            })
    void an_email_holds_nothing_that_cannot_be_seen(String text) {
        var json = Json.object().put("name", "Ada").put("email", text);
        assertThat(Input.bind(Form.class, json).email()).isEqualTo("nb@x.example");
    }

    @Test
    void a_space_that_does_not_break_is_a_space() {
        assertThat(VisibleText.line("Ada" + NBSP + "King\u202fLovelace"))
                .isEqualTo("Ada King Lovelace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna \u2764\ufe0f",
                "\ud83d\udc69\u200d\ud83d\udcbb",
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f",
                "\u845b\udb40\udd00",
                "\u0d1c\u0d4b\u0d23\u0d4d\u200d",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u5c71\u7530\u3000\u592a\u90ce",
                "1\ufe0f\u20e3",
                ""
            })
    void what_changes_how_a_letter_or_an_emoji_is_drawn_stays(String text) {
        assertThat(VisibleText.line(text)).isEqualTo(text);
    }
}
