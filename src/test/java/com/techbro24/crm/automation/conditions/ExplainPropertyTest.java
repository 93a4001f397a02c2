package com.techbro24.crm.automation.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random trees of conditions over random calls. */
class ExplainPropertyTest {
    private static final List<String> LEAVES =
            List.of(
                    "{\"field\":\"call.status\",\"op\":\"eq\",\"value\":\"missed\"}",
                    "{\"field\":\"call.status\",\"op\":\"not_in\",\"value\":[\"missed\",\"busy\"]}",
                    "{\"field\":\"call.direction\",\"op\":\"changed\"}",
                    "{\"field\":\"call.status\",\"op\":\"changed_to\",\"value\":\"missed\"}",
                    "{\"field\":\"call.status\",\"op\":\"changed_from\",\"value\":\"ringing\"}",
                    "{\"field\":\"before.status\",\"op\":\"ne\",\"value\":\"ringing\"}",
                    "{\"field\":\"call.ringSeconds\",\"op\":\"gt\",\"value\":19.5}",
                    "{\"field\":\"call.endedAt\",\"op\":\"within_last\",\"value\":\"PT1H\"}",
                    "{\"field\":\"call.notes\",\"op\":\"contains\",\"value\":\"x\"}",
                    "{\"field\":\"call.notes\",\"op\":\"exists\",\"value\":false}",
                    "{\"field\":\"lead.status\",\"op\":\"eq\",\"value\":\"new\"}",
                    "{\"field\":\"lead.company\",\"op\":\"exists\"}",
                    "{\"field\":\"lead.assignedAgent.name\",\"op\":\"starts_with\",\"value\":\"a\"}",
                    "{\"field\":\"call.agentId\",\"op\":\"eq\",\"value\":{\"ref\":\"agent.id\"}}",
                    "{\"field\":\"call.ringSeconds\",\"op\":\"eq\","
                            + "\"value\":{\"ref\":\"then.call.ringSeconds\"}}");

    @Property(tries = 500)
    void what_is_explained_is_what_is_tested(
            @ForAll("trees") ObjectNode tree, @ForAll("situations") Situation situation) {
        Condition condition = Rows.condition("call", tree.toString());
        JsonNode explained = condition.explain(situation);
        Truth truth = condition.test(situation);
        assertThat(answer(explained)).isEqualTo(truth);
        assertThat(naive(explained)).isEqualTo(truth);
    }

    @Property(tries = 500)
    void what_is_known_without_links_stays_so_with_them(
            @ForAll("trees") ObjectNode tree, @ForAll("situations") Situation situation) {
        Condition condition = Rows.condition("call", tree.toString());
        Truth blind = condition.test(situation.withLinks(Links.UNKNOWN));
        Truth seeing = condition.test(situation.withLinks(Rows.LINKS));
        assertThat(seeing).isNotEqualTo(Truth.UNKNOWN);
        if (blind != Truth.UNKNOWN) {
            assertThat(seeing).isEqualTo(blind);
        } else {
            assertThat(condition.needsLinks()).isTrue();
        }
    }

    @Property(tries = 500)
    void what_can_never_hold_does_not_hold(
            @ForAll("trees") ObjectNode tree, @ForAll("situations") Situation situation) {
        Condition condition = Rows.condition("call", tree.toString());
        if (condition.canNeverHold(Rows.EVENTS, List.of("call.updated"))
                && Rows.EVENTS
                        .of(Objects.requireNonNull(situation.change()))
                        .contains("call.updated")) {
            assertThat(condition.test(situation)).isNotEqualTo(Truth.TRUE);
        }
    }

    private static Truth answer(JsonNode node) {
        for (String name : List.of("all", "any", "not", "ok")) {
            if (node.has(name)) {
                return node.get(name).isNull()
                        ? Truth.UNKNOWN
                        : Truth.of(node.get(name).booleanValue());
            }
        }
        throw new AssertionError("no answer in " + node);
    }

    /** The answer from those of the leaves: unknown where it depends on the unknown ones. */
    private static Truth naive(JsonNode node) {
        boolean low = naive(node, false);
        return low == naive(node, true) ? Truth.of(low) : Truth.UNKNOWN;
    }

    /**
     * The lowest or highest answer, if each unknown leaf could be either. Right for trees, in which
     * unknown leaves are independent, as Kleene's logic takes them.
     */
    private static boolean naive(JsonNode node, boolean highest) {
        if (node.has("not")) {
            return !naive(node.get("of").get(0), !highest);
        }
        if (node.has("all")) {
            return node.get("of").valueStream().allMatch(each -> naive(each, highest));
        }
        if (node.has("any")) {
            return node.get("of").valueStream().anyMatch(each -> naive(each, highest));
        }
        return node.get("ok").isNull() ? highest : node.get("ok").booleanValue();
    }

    @Provide
    Arbitrary<ObjectNode> trees() {
        Arbitrary<ObjectNode> leaves =
                Arbitraries.of(LEAVES).map(leaf -> (ObjectNode) Json.read(leaf));
        return Arbitraries.recursive(() -> leaves, ExplainPropertyTest::group, 0, 3);
    }

    private static Arbitrary<ObjectNode> group(Arbitrary<ObjectNode> parts) {
        Arbitrary<ObjectNode> not = parts.map(part -> Json.object().set("not", part));
        Arbitrary<ObjectNode> several =
                Combinators.combine(
                                Arbitraries.of("all", "any"),
                                parts.list().ofMinSize(1).ofMaxSize(4))
                        .as(
                                (name, list) -> {
                                    ArrayNode array = Json.MAPPER.createArrayNode();
                                    list.forEach(array::add);
                                    return Json.object().set(name, array);
                                });
        return Arbitraries.oneOf(not, several);
    }

    @Provide
    Arbitrary<Situation> situations() {
        Arbitrary<ObjectNode> calls =
                Combinators.combine(
                                Arbitraries.of("missed", "busy", "ringing"),
                                Arbitraries.of("inbound", "outbound"),
                                Arbitraries.of(0, 20).injectNull(0.3),
                                Arbitraries.of("x", "  ", "other").injectNull(0.3),
                                Arbitraries.of("lead-1", "lead-2").injectNull(0.3))
                        .as(
                                (status, direction, ring, notes, lead) ->
                                        Rows.row("call")
                                                .put("status", status)
                                                .put("direction", direction)
                                                .put("ringSeconds", ring)
                                                .put("notes", notes)
                                                .put("leadId", lead));
        Arbitrary<ObjectNode> then =
                Arbitraries.of("{}", "{\"call.ringSeconds\":20}")
                        .map(values -> (ObjectNode) Json.read(values));
        return Combinators.combine(
                        calls.injectNull(0.2),
                        calls,
                        Arbitraries.of(Links.UNKNOWN, Rows.LINKS),
                        then.injectNull(0.5))
                .as(
                        (before, after, links, values) ->
                                Situation.of(
                                                "call.updated",
                                                Rows.change("call.updated", "call", before, after),
                                                Rows.NOW)
                                        .withLinks(links)
                                        .withThen(values));
    }
}
