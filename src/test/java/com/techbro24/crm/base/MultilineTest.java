package com.techbro24.crm.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultilineTest {
    record Form(
            @Nullable String name,
            @Multiline @Nullable String notes,
            @Nullable List<String> tags,
            @Nullable Map<String, Object> more) {}

    private static ObjectNode form(String name, String notes, String tag, String more) {
        ObjectNode form = Json.object();
        form.put("name", name).put("notes", notes);
        form.set("tags", Json.<JsonNode>tree(List.of(tag)));
        form.set("more", Json.<JsonNode>tree(Map.of("text", more)));
        return form;
    }

    private static List<String> errors(ObjectNode form) {
        Problem problem = catchThrowableOfType(Problem.class, () -> Input.bind(Form.class, form));
        return problem.errors().stream()
                .map(error -> error.field() + ": " + error.message())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\tb", "a\u2028b", "\u2029", "Anna\n"})
    void only_texts_that_are_said_to_may_have_lines_and_tabs(String text) {
        assertThat(errors(form(text, text, text, text)))
                .containsExactly(
                        "name: name must be a single line without tabs.",
                        "tags[0]: tags[0] must be a single line without tabs.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", " \u200d\ufeff ", "\u0085", "\u00ad\u2060"})
    void a_text_of_invisible_characters_is_rejected(String text) {
        assertThat(errors(form(text, text, text, text)))
                .hasSize(4)
                .allMatch(error -> error.endsWith(" contains only invisible characters."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u001b[1m", "\ud83d", "\ude00\ud83d", "ok\u0007"})
    void invalid_text_is_rejected(String text) {
        assertThat(errors(form(text, text, text, text)))
                .hasSize(4)
                .allMatch(
                        error ->
                                error.endsWith(" contains control characters or invalid Unicode."));
    }

    @Test
    void everything_else_comes_in_as_it_is() {
        for (String text : List.of("", "Ada", "李伟明", "😀", "𝕏", "👩\u200d💻", "ش\u200cع", "-")) {
            Form form = Input.bind(Form.class, form(text, text + "\n\t", text, text + "\n"));
            assertThat(form)
                    .isEqualTo(
                            new Form(
                                    text,
                                    text + "\n\t",
                                    List.of(text),
                                    Map.of("text", text + "\n")));
        }
    }
}
