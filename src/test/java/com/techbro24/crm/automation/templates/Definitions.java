package com.techbro24.crm.automation.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.app.RoomKinds;
import com.techbro24.crm.automation.time.Cron;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.calls.Call;
import com.techbro24.crm.leads.AssignStrategy;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.notifications.NotificationPriority;
import com.techbro24.crm.reminders.Reminder;
import com.techbro24.crm.reminders.ReminderKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks definitions of rules by the real rows, words and events of the program. */
final class Definitions {
    private static final Set<String> RULE =
            Set.of(
                    "name",
                    "description",
                    "trigger",
                    "conditions",
                    "actions",
                    "delaySeconds",
                    "whileWaiting",
                    "window",
                    "oncePer");

    /** The parameters of each action; those that it may leave out have a question mark. */
    private static final Map<String, Set<String>> ACTIONS =
            Map.of(
                    "create_follow_up",
                    Set.of("agentId", "leadId", "title", "in", "kind?", "avoidDouble?"),
                    "update_lead_status",
                    Set.of("leadId", "status", "reason?"),
                    "send_notification",
                    Set.of("to", "title", "message?", "priority?"));

    private static final Map<String, Class<?>> ROWS =
            Map.of("lead", Lead.class, "call", Call.class, "reminder", Reminder.class);

    /** The rows that a row leads to. */
    private static final Map<String, Map<String, Class<?>>> LINKS =
            Map.of(
                    "lead", Map.of("agent", Agent.class),
                    "call", Map.of("agent", Agent.class, "lead", Lead.class),
                    "reminder", Map.of("agent", Agent.class, "lead", Lead.class));

    private static final Map<String, Class<? extends Enum<?>>> WORDS =
            Map.of(
                    "status", LeadStatus.class,
                    "kind", ReminderKind.class,
                    "priority", NotificationPriority.class,
                    "strategy", AssignStrategy.class);

    private static final Set<String> OPERATORS =
            Set.of("eq", "in", "lt", "gte", "exists", "before", "after");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}");
    private static final Pattern FILTER = Pattern.compile("(datetime|default:\"[^\"]+\")");

    private Definitions() {}

    static void check(JsonNode rule) {
        assertThat(RULE).containsAll(names(rule));
        assertThat(rule.path("name").textValue()).isNotBlank();
        assertThat(rule.path("name").textValue().length()).isLessThan(Limits.NAME_LENGTH_MAX);
        assertThat(rule.path("description").textValue()).isNotBlank();
        String record = record(rule.path("trigger"));
        if (rule.has("conditions")) {
            checkCondition(rule.get("conditions"), record);
        }
        assertThat(rule.path("actions").size()).isPositive();
        rule.path("actions").forEach(action -> checkAction(action, record));
        if (rule.has("delaySeconds")) {
            assertThat(rule.get("delaySeconds").isIntegralNumber()).isTrue();
            assertThat(rule.get("delaySeconds").longValue()).isNotNegative();
        }
        assertThat(rule.path("whileWaiting").asText("ignore")).isIn("ignore", "restart", "add");
        assertThat(rule.path("window").asText("calling_hours")).isEqualTo("calling_hours");
        assertThat(rule.path("oncePer").asText("none")).isIn("none", "record");
    }

    /** The type of the record that the trigger brings; empty for none. */
    private static String record(JsonNode trigger) {
        if (trigger.has("schedule")) {
            assertThat(Set.of("schedule", "each")).containsAll(names(trigger));
            List<InputError> errors = new ArrayList<>();
            ZoneId zone = ZoneId.of(trigger.at("/schedule/timezone").textValue());
            var cron = Cron.parse(trigger.at("/schedule/cron").textValue(), zone, errors, "cron");
            assertThat(errors).isEmpty();
            assertThat(cron.orElseThrow().next(Instant.EPOCH)).isAfter(Instant.EPOCH);
            return trigger.path("each").asText("");
        }
        assertThat(Set.of("events", "changedFields", "imports")).containsAll(names(trigger));
        Set<String> known =
                RoomKinds.ALL.all().stream()
                        .map(kind -> kind.wireName())
                        .collect(Collectors.toSet());
        Set<String> types = new TreeSet<>();
        for (JsonNode event : trigger.get("events")) {
            assertThat(known).contains(event.textValue());
            types.add(event.textValue().replaceFirst("\\..*", ""));
        }
        assertThat(types).hasSize(1);
        String type = types.iterator().next();
        trigger.path("changedFields")
                .forEach(field -> checkField(type + "." + field.textValue(), type));
        return type;
    }

    private static void checkCondition(JsonNode condition, String record) {
        if (condition.has("field")) {
            assertThat(names(condition)).containsExactlyInAnyOrder("field", "op", "value");
            checkField(condition.get("field").textValue(), record);
            assertThat(condition.get("op").textValue()).isIn(OPERATORS);
            JsonNode value = condition.get("value");
            assertThat(value.isNull() || (value.isArray() && value.isEmpty())).isFalse();
            if (value.isObject()) {
                assertThat(Set.of("ref", "plus")).containsAll(names(value));
                checkField(value.get("ref").textValue(), record);
                assertThat(Duration.parse(value.path("plus").asText("PT0S")))
                        .isLessThanOrEqualTo(Duration.ZERO);
            }
            return;
        }
        assertThat(names(condition)).hasSize(1).containsAnyOf("all", "any", "not");
        condition
                .elements()
                .forEachRemaining(
                        part -> {
                            if (part.isArray()) {
                                assertThat(part.size()).isPositive();
                                part.forEach(each -> checkCondition(each, record));
                            } else {
                                checkCondition(part, record);
                            }
                        });
    }

    private static void checkAction(JsonNode action, String record) {
        assertThat(names(action)).containsExactlyInAnyOrder("type", "params");
        JsonNode params = action.get("params");
        String type = action.get("type").textValue();
        if (type.equals("assign_lead")) {
            assertThat(names(params)).contains("leadId").hasSize(2);
            assertThat(params.has("strategy") || params.path("agentId").isNull()).isTrue();
        } else {
            Set<String> known = ACTIONS.getOrDefault(type, Set.of());
            assertThat(known).as(type).isNotEmpty();
            for (String param : known) {
                assertThat(param.endsWith("?") || params.has(param)).as(type + param).isTrue();
            }
            for (String param : names(params)) {
                assertThat(known).as(type).containsAnyOf(param, param + "?");
            }
        }
        params.properties().forEach(param -> checkParam(param.getKey(), param.getValue(), record));
    }

    private static void checkParam(String name, JsonNode value, String record) {
        if (WORDS.containsKey(name)) {
            assertThat(EnumNames.all(WORDS.get(name))).contains(value.textValue());
        }
        if (name.equals("in")) {
            assertThat(Duration.parse(value.textValue())).isPositive();
        }
        if (name.equals("to") && !value.textValue().startsWith("{{")) {
            assertThat(value.textValue().equals("managers") || Id.isValid(value.textValue()))
                    .isTrue();
        }
        if (!value.isTextual()) {
            return;
        }
        String text = value.textValue();
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            String[] parts = found.group(1).split("\\|", -1);
            for (String field : parts[0].split(",", -1)) {
                checkField(field.strip(), record);
            }
            for (String filter : Arrays.copyOfRange(parts, 1, parts.length)) {
                assertThat(filter.strip()).matches(FILTER);
            }
        }
        assertThat(PLACEHOLDER.matcher(text).replaceAll("")).doesNotContain("{", "}", "%", "$");
    }

    /** Whether a rule with this record can name the field. */
    private static void checkField(String path, String record) {
        String plain = path.startsWith("then.") ? path.substring("then.".length()) : path;
        String root = plain.replaceFirst("\\..*", "");
        String name = plain.replaceFirst("^[^.]*\\.?", "");
        if (root.equals("now") || plain.equals("event.at")) {
            return;
        }
        Class<?> type = row(root, record);
        assertThat(type).as(path + " of " + record).isNotEqualTo(Void.class);
        assertThat(type.getRecordComponents())
                .as(path)
                .extracting(component -> component.getName())
                .contains(name);
    }

    private static Class<?> row(String root, String record) {
        if (root.equals("owner")) {
            return Agent.class;
        }
        return root.equals(record)
                ? ROWS.getOrDefault(record, Void.class)
                : LINKS.getOrDefault(record, Map.of()).getOrDefault(root, Void.class);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
