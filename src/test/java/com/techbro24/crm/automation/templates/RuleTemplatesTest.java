package com.techbro24.crm.automation.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.calls.CallOutcome;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.reminders.ReminderPriority;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTemplatesTest {
    private static final RuleTemplates TEMPLATES = new RuleTemplates(ZoneId.of("Europe/Berlin"));
    private static final String AGENT = Id.next();

    static List<RuleTemplate> all() {
        return TEMPLATES.all();
    }

    private static List<ObjectNode> rules(RuleTemplate template, ObjectNode parameters) {
        List<InputError> errors = new ArrayList<>();
        List<ObjectNode> rules = template.rules(parameters, errors);
        assertThat(errors).isEmpty();
        assertThat(rules).isNotEmpty();
        rules.forEach(Definitions::check);
        assertThat(rules).extracting(rule -> rule.get("name").textValue()).doesNotHaveDuplicates();
        return rules;
    }

    private static List<ObjectNode> rules(String template, String parameters) {
        return rules(TEMPLATES.find(template).orElseThrow(), (ObjectNode) Json.read(parameters));
    }

    @Test
    void the_templates_have_their_names() {
        assertThat(TEMPLATES.all())
                .extracting(RuleTemplate::name)
                .containsExactly(
                        "new-lead-follow-up",
                        "missed-call-follow-up",
                        "lead-qualification",
                        "overdue-reminder-alert",
                        "speed-to-lead-alarm",
                        "stale-lead-to-pool",
                        "no-show",
                        "callback-promised",
                        "win-back",
                        "morning-digest");
        assertThat(TEMPLATES.find("win-back")).contains(TEMPLATES.all().get(8));
        assertThat(TEMPLATES.find("unknown")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_template_without_parameters_gives_valid_rules(RuleTemplate template) {
        rules(template, Json.object());
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_standard_value_is_allowed_and_changes_nothing(RuleTemplate template) {
        ObjectNode standard = Json.object();
        ObjectNode nothing = Json.object();
        for (Parameter parameter : template.parameters()) {
            standard.set(parameter.name(), parameter.standard());
            nothing.putNull(parameter.name());
        }
        assertThat(rules(template, standard)).isEqualTo(rules(template, Json.object()));
        assertThat(rules(template, nothing)).isEqualTo(rules(template, Json.object()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_form_can_be_drawn(RuleTemplate template) {
        assertThat(template.title()).isNotBlank();
        assertThat(template.description()).endsWith(".");
        JsonNode json = Json.tree(template);
        assertThat(json.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("name", "title", "description", "parameters");
        for (JsonNode parameter : json.get("parameters")) {
            assertThat(parameter.get("label").textValue()).isNotBlank();
            assertThat(parameter.get("help").textValue()).endsWith(".");
            String type = parameter.get("type").textValue();
            assertThat(parameter.get("words").isEmpty()).isEqualTo(!type.startsWith("word"));
            boolean isRange = type.equals("duration") || type.equals("number");
            assertThat(parameter.get("least").isNull()).isEqualTo(!isRange);
            assertThat(parameter.get("standard").isNull()).isEqualTo(type.equals("agent"));
        }
        assertThat(template.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    }

    @Test
    void new_leads_are_assigned_by_a_second_rule() {
        assertThat(rules("new-lead-follow-up", "{}")).hasSize(1);
        List<ObjectNode> rules =
                rules(
                        "new-lead-follow-up",
                        "{\"assign\":\"least_loaded\",\"sources\":[\"web\"],\"within\":\"PT30M\"}");
        assertThat(rules).hasSize(2);
        assertThat(rules.get(0).at("/actions/0/params/in").textValue()).isEqualTo("PT30M");
        assertThat(rules.get(1).at("/actions/0/params/strategy").textValue())
                .isEqualTo("least_loaded");
        assertThat(rules)
                .allSatisfy(
                        rule ->
                                assertThat(rule.get("conditions").toString())
                                        .contains(
                                                "{\"field\":\"lead.source\",\"op\":\"in\","
                                                        + "\"value\":[\"web\"]}"));
    }

    @Test
    void times_of_day_become_a_schedule() {
        JsonNode digest =
                rules(
                                "morning-digest",
                                "{\"time\":\"07:05\",\"days\":[\"sunday\",\"monday\"],"
                                        + "\"timezone\":\"Asia/Kolkata\",\"to\":\""
                                        + AGENT
                                        + "\"}")
                        .getFirst();
        assertThat(digest.at("/trigger/schedule/cron").textValue()).isEqualTo("5 7 * * 1,7");
        assertThat(digest.at("/trigger/schedule/timezone").textValue()).isEqualTo("Asia/Kolkata");
        assertThat(digest.at("/actions/0/params/to").textValue()).isEqualTo(AGENT);
        JsonNode stale = rules("stale-lead-to-pool", "{\"after\":\"PT720H\"}").getFirst();
        assertThat(stale.at("/trigger/schedule/cron").textValue()).isEqualTo("0 6 * * *");
        assertThat(stale.at("/trigger/schedule/timezone").textValue()).isEqualTo("Europe/Berlin");
        assertThat(stale.toString()).contains("\"plus\":\"-P30D\"");
    }

    @Test
    void a_flag_adds_an_action() {
        assertThat(rules("stale-lead-to-pool", "{\"tellAgent\":false}").getFirst().get("actions"))
                .hasSize(1);
        assertThat(rules("stale-lead-to-pool", "{}").getFirst().get("actions")).hasSize(2);
        assertThat(rules("win-back", "{\"nurture\":true}").getFirst().get("actions")).hasSize(2);
    }

    @Property(tries = 300)
    void any_allowed_values_give_valid_rules(@ForAll("chosen") Choice choice) {
        rules(choice.template(), choice.parameters());
    }

    /** The structure does not depend on a text, whatever is in it. */
    @Property(tries = 200)
    void a_text_stays_a_value(@ForAll("texts") String text) {
        ObjectNode parameters = Json.object();
        parameters.set("sources", Json.tree(List.of(text)));
        for (String name : List.of("new-lead-follow-up", "speed-to-lead-alarm")) {
            RuleTemplate template = TEMPLATES.find(name).orElseThrow();
            List<ObjectNode> rules = rules(template, parameters);
            for (ObjectNode rule : rules) {
                ObjectNode leaf = (ObjectNode) rule.at("/conditions/all").get(lastOf(rule));
                assertThat(leaf.get("field").textValue()).isEqualTo("lead.source");
                assertThat(leaf.get("value")).isEqualTo(Json.tree(List.of(text)));
                leaf.set("value", Json.tree(List.of("plain")));
            }
            ObjectNode plain = Json.object();
            plain.set("sources", Json.tree(List.of("plain")));
            assertThat(rules).isEqualTo(rules(template, plain));
        }
    }

    private static int lastOf(ObjectNode rule) {
        return rule.at("/conditions/all").size() - 1;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "{{owner.email}}",
                        "\"}]}",
                        "<script>alert(1)</script>",
                        "${jndi}",
                        "' OR 1=1 --",
                        "{\"ref\":\"owner.email\"}"),
                Arbitraries.strings()
                        .ascii()
                        .ofMinLength(1)
                        .ofMaxLength(60)
                        .filter(
                                text ->
                                        !text.isBlank()
                                                && text.chars()
                                                        .noneMatch(Character::isISOControl)));
    }

    /** A template with values for some of its parameters. */
    record Choice(RuleTemplate template, ObjectNode parameters) {}

    @Provide
    Arbitrary<Choice> chosen() {
        return Arbitraries.of(TEMPLATES.all())
                .flatMap(
                        template ->
                                Arbitraries.randomValue(
                                        random -> {
                                            ObjectNode values = Json.object();
                                            for (Parameter each : template.parameters()) {
                                                JsonNode value = AllowedValues.any(each, random);
                                                if (random.nextInt(3) > 0) {
                                                    values.set(each.name(), value);
                                                }
                                            }
                                            return new Choice(template, values);
                                        }))
                .filter(RuleTemplatesTest::goesTogether);
    }

    private static boolean goesTogether(Choice choice) {
        List<InputError> errors = new ArrayList<>();
        choice.template().rules(choice.parameters(), errors);
        return errors.stream()
                .noneMatch(
                        error ->
                                error.field().equals("parameters.until")
                                        || error.code().equals("not_allowed"));
    }

    @Test
    void the_words_are_those_of_the_other_rooms() {
        assertThat(EnumNames.all(CallOutcome.class)).containsAll(CallTemplates.REACHED);
        assertThat(words("overdue-reminder-alert", "priorities"))
                .containsExactly(EnumNames.all(ReminderPriority.class));
        assertThat(EnumNames.all(LeadStatus.class))
                .containsAll(words("stale-lead-to-pool", "statuses"));
    }

    private static List<String> words(String template, String parameter) {
        return TEMPLATES.find(template).orElseThrow().parameters().stream()
                .filter(each -> each.name().equals(parameter))
                .findFirst()
                .orElseThrow()
                .words();
    }

    @Test
    void each_step_of_a_qualification_is_allowed() {
        for (String from : CallTemplates.FROM) {
            for (String to : CallTemplates.TO) {
                LeadStatus first = EnumNames.get(LeadStatus.class, from);
                assertThat(from.equals(to) || first.transitions().contains(to(to)))
                        .as(from + " to " + to)
                        .isTrue();
            }
        }
        assertThat(LeadStatus.LOST.transitions()).contains(LeadStatus.NURTURE);
    }

    private static LeadStatus to(String word) {
        return EnumNames.get(LeadStatus.class, word);
    }
}
