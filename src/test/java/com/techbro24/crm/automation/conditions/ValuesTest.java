package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            textBlock =
                    """
                    Call {{lead.name}} back               => "Call Grün & Söhne back"
                    {{lead.name}}                         => "Grün & Söhne"
                    {{ lead.name }}!                      => "Grün & Söhne!"
                    {{lead.score}}                        => 40
                    {{lead.score}} points                 => "40 points"
                    {{lead.value}} EUR                    => "1000.5 EUR"
                    {{lead.doNotCall}}                    => false
                    {{lead.tags}}                         => ["VIP","solar"]
                    Tags: {{lead.tags}}                   => "Tags: VIP, solar"
                    {{lead.company}}                      => null
                    at {{lead.company}}.                  => "at ."
                    {{lead.company, lead.name}}           => "Grün & Söhne"
                    {{lead.assignedAgentId, owner.id}}    => "agent-1"
                    {{ lead.company , lead.phone }}       => null
                    {{lead.customFields.roof}}            => "Flat"
                    {{lead.customFields.no such field}}   => null
                    {{lead.consent.source}}               => "fair"
                    {{lead.assignedAgent.name}}           => "Ada"
                    {{call.lead.name}}                    => "Grün & Söhne"
                    {{owner.name}}                        => null
                    {{then.call.status}}                  => "missed"
                    {{event.name}}                        => "call.missed"
                    {{call.endedAt}}                      => "2026-11-29T09:59:00.000Z"
                    {{call.endedAt | date}}               => "2026-11-29"
                    {{call.endedAt | time}}               => "10:59"
                    at {{call.endedAt|datetime}}          => "at 2026-11-29 10:59"
                    {{call.answeredAt | date}}            => null
                    {{lead.customFields.since | time}}    => "10:00"
                    {{lead.customFields.roof | time}}     => "Flat"
                    {{lead.name | upper}}                 => "GRÜN & SÖHNE"
                    {{lead.name | lower | upper}}         => "GRÜN & SÖHNE"
                    {{lead.score | upper}}                => 40
                    {{lead.company | default:"nobody"}}   => "nobody"
                    {{lead.name | default:"nobody"}}      => "Grün & Söhne"
                    {{lead.company | default:"a | }} {{"}} => "a | }} {{"
                    nothing to fill                       => "nothing to fill"
                    }} is { no } field                    => "}} is { no } field"
                    7                                     => 7
                    """)
    void a_placeholder_is_filled(String template, String expected) {
        JsonNode param = template.equals("7") ? Json.read("7") : TextNode.valueOf(template);
        assertThat(compile(param).resolve(Rows.callMissed(), BERLIN))
                .isEqualTo(Json.read(expected));
    }

    @Test
    void a_date_is_that_of_the_recipient() {
        Situation due = Situation.of(Rows.row("reminder"), Rows.NOW);
        Values date = compile("reminder", TextNode.valueOf("{{reminder.dueAt | datetime}}"));
        assertThat(date.resolve(due, BERLIN).textValue()).isEqualTo("2026-11-30 00:30");
        assertThat(date.resolve(due, ZoneId.of("America/New_York")).textValue())
                .isEqualTo("2026-11-29 18:30");
    }

    @Test
    void objects_and_lists_are_filled_in_depth() {
        Values values =
                compile(
                        Json.read(
                                """
                                {"title":"Call {{lead.name}}","to":["{{lead.assignedAgentId}}"],
                                 "with":{"score":"{{lead.score}}","n":1,"none":null}}
                                """));
        assertThat(values.resolve(Rows.callMissed(), BERLIN))
                .isEqualTo(
                        Json.read(
                                """
                                {"title":"Call Grün & Söhne","to":["agent-1"],
                                 "with":{"score":40,"n":1,"none":null}}
                                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            textBlock =
                    """
                    {{owner.email}}
                    {{lead.notes}}
                    ${7*7} #{7*7} <%= 7*7 %>
                    <script>alert(1)</script> & "quotes" '
                    $1 \\1 \\{{lead.name}}
                    ${jndi:ldap://example.com/a}
                    '; DROP TABLE leads; --
                    }}{{
                    """)
    void a_value_is_inserted_once_and_never_read_as_a_template(String evil) {
        Links links =
                (type, id) -> {
                    ObjectNode row = Rows.row(type);
                    row.put("name", evil);
                    return row.put("notes", "secret");
                };
        Situation situation = Rows.callMissed().withLinks(links).withOwner(Rows.row("agent"));
        assertThat(resolved("{{lead.name}}", situation)).isEqualTo(evil);
        assertThat(resolved("<{{lead.name}}>{{lead.name}}", situation))
                .isEqualTo("<" + evil + ">" + evil);
        assertThat(resolved("{{lead.company | default:\"{{lead.notes}}\"}}", situation))
                .isEqualTo("{{lead.notes}}");
    }

    @Test
    void unknown_links_give_no_value() {
        Situation blind = Rows.callMissed().withLinks(Links.UNKNOWN);
        assertThat(compile(TextNode.valueOf("{{lead.name}}")).resolve(blind, BERLIN).isNull())
                .isTrue();
        assertThat(resolved("Call {{lead.name}}", blind)).isEqualTo("Call ");
    }

    @Test
    void values_of_then_are_named_so_that_they_are_stored() {
        Values values = compile(TextNode.valueOf("{{then.lead.status}} {{lead.name}}"));
        assertThat(values.thenPaths()).containsExactly("lead.status");
        Situation later =
                Rows.callMissed().withThen((ObjectNode) Json.read("{\"lead.status\":\"lost\"}"));
        assertThat(values.resolve(later, BERLIN).textValue()).isEqualTo("lost Grün & Söhne");
    }

    @Test
    void a_filled_text_is_not_longer_than_a_text_may_be() {
        Situation wordy = Situation.of(Rows.row("lead").put("notes", "😀".repeat(4_000)), Rows.NOW);
        Values values = compile("lead", TextNode.valueOf("x{{lead.notes}}{{lead.notes}}"));
        String text = values.resolve(wordy, BERLIN).textValue();
        assertThat(text).hasSize(9_999).endsWith("😀");
    }

    @Test
    void a_huge_number_is_not_written_out() {
        Situation huge = Situation.of(Json.read("{\"customFields\":{\"n\":1e999999}}"), Rows.NOW);
        Values values = compile("lead", TextNode.valueOf("n = {{lead.customFields.n}}"));
        assertThat(values.resolve(huge, BERLIN).textValue()).isEqualTo("n = 1E+999999");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            textBlock =
                    """
                    {{lead.nane}}                       => unknown_field
                    {{lead.passwordHash}}               => unknown_field
                    {{settings.secret}}                 => unknown_field
                    {{env.PATH}}                        => unknown_field
                    {{lead.name.class}}                 => unknown_field
                    {{call.getClass()}}                 => unknown_field
                    {{7*7}}                             => unknown_field
                    {{lead['name']}}                    => unknown_field
                    {{reminder.title}}                  => unknown_field
                    {{{lead.name}}}                     => unknown_field
                    {{}}                                => required
                    {{ | upper}}                        => required
                    {{lead.name,}}                      => required
                    {{lead.name                         => invalid_format
                    {{lead.name | default:"x}}          => invalid_format
                    {{lead.name | shout}}               => unknown_value
                    {{lead.name | UPPER}}               => unknown_value
                    {{lead.name | }}                    => unknown_value
                    {{lead.name | default:x}}           => unknown_value
                    {{lead.name | default}}             => invalid_format
                    {{lead.name | upper:"x"}}           => invalid_format
                    {{lead.name | date}}                => wrong_type
                    {{call.endedAt, lead.name | time}}  => wrong_type
                    """)
    void a_wrong_placeholder_is_named_when_the_rule_is_saved(String template, String code) {
        assertThat(errors(Json.object().put("title", template), "call", true))
                .extracting(InputError::field, InputError::code)
                .containsExactly(tuple("params.title", code));
    }

    @Test
    void all_errors_of_the_parameters_are_named_at_once() {
        JsonNode params =
                Json.read(
                        """
                        {"a":"{{lead.x}} {{lead.y}}","b":["ok",{"c":"{{now | shout}}"}],
                         "d":"{{event.at}}"}
                        """);
        assertThat(errors(params, "lead", false))
                .extracting(InputError::field)
                .containsExactly("params.a", "params.a", "params.b[1].c", "params.d");
    }

    @Test
    void parameters_have_limits() {
        JsonNode deep = TextNode.valueOf("x");
        for (int level = 1; level < 10; level++) {
            deep = Json.MAPPER.createArrayNode().add(deep);
        }
        assertThat(errors(deep, null, false)).isEmpty();
        assertThat(errors(Json.MAPPER.createArrayNode().add(deep), null, false))
                .extracting(InputError::code)
                .containsExactly("too_long");
        assertThat(errors(TextNode.valueOf("x".repeat(10_001)), null, false))
                .extracting(InputError::code)
                .containsExactly("too_long");
        assertThat(errors(TextNode.valueOf("{{now}}".repeat(100)), null, false)).isEmpty();
        assertThat(errors(TextNode.valueOf("{{now}}".repeat(102)), null, false))
                .extracting(InputError::code)
                .containsExactly("too_long");
    }

    private static String resolved(String template, Situation situation) {
        return compile(TextNode.valueOf(template)).resolve(situation, BERLIN).textValue();
    }

    private static Values compile(JsonNode param) {
        return compile("call", param);
    }

    private static Values compile(String entityType, JsonNode param) {
        List<InputError> errors = new ArrayList<>();
        Values values = Values.compile(param, Rows.FIELDS, entityType, true, errors, "params");
        assertThat(errors).isEmpty();
        return values;
    }

    private static List<InputError> errors(
            JsonNode param, @Nullable String entityType, boolean isEvent) {
        List<InputError> errors = new ArrayList<>();
        Values.compile(param, Rows.FIELDS, entityType, isEvent, errors, "params");
        return errors;
    }
}
