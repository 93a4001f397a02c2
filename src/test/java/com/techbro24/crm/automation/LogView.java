package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.app.RoomRows;
import com.techbro24.crm.automation.conditions.Condition;
import com.techbro24.crm.automation.conditions.Fields;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of everything at each point of the log, told by the log alone. */
final class LogView {
    static final Fields FIELDS = new Fields(RoomRows.ALL);

    private final Map<Long, Change> bySeq = new TreeMap<>();
    private final Map<String, List<Change>> byRow = new LinkedHashMap<>();

    LogView(List<Change> log) {
        for (Change change : log) {
            bySeq.put(change.seq(), change);
            byRow.computeIfAbsent(change.entityType() + change.entityId(), key -> new ArrayList<>())
                    .add(change);
        }
    }

    Iterable<Change> all() {
        return bySeq.values();
    }

    Change at(long seq) {
        Change change = bySeq.get(seq);
        if (change == null) {
            throw new AssertionError("the log has no change " + seq);
        }
        return change;
    }

    /** The last change of a row up to a seq. */
    Optional<Change> last(String type, String id, long head) {
        Change found = null;
        for (Change change : byRow.getOrDefault(type + id, List.of())) {
            if (change.seq() <= head) {
                found = change;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The row as the caller sees it. */
    private @Nullable JsonNode row(String type, String id, Caller caller, long head) {
        return last(type, id, head)
                .filter(change -> !change.kind().isDeletion())
                .filter(change -> change.seenAfter().isSeenBy(caller))
                .map(change -> Json.read(change.after()))
                .orElse(null);
    }

    /** The rules that an event at this seq meets, as their changes said. */
    List<AutomationRule> inForce(long seq) {
        List<AutomationRule> rules = new ArrayList<>();
        for (List<Change> changes : byRow.values()) {
            if (changes.getFirst().entityType().equals(AutomationRule.TYPE)) {
                rule(changes.getFirst().entityId(), seq - 1)
                        .filter(AutomationRule::isActive)
                        .ifPresent(rules::add);
            }
        }
        return rules;
    }

    Optional<AutomationRule> rule(String id, long head) {
        return last(AutomationRule.TYPE, id, head)
                .map(change -> Json.read(change.after(), AutomationRule.class));
    }

    AutomationRule version(String id, int version) {
        for (Change change : byRow.getOrDefault(AutomationRule.TYPE + id, List.of())) {
            if (change.version() == version) {
                return Json.read(change.after(), AutomationRule.class);
            }
        }
        throw new AssertionError("rule " + id + " has no version " + version);
    }

    /** The owner with its rights at this point of the log; empty if it may own no rule. */
    Optional<Caller> owner(String agentId, long head) {
        return last("agent", agentId, head)
                .map(change -> Json.read(change.after()))
                .filter(agent -> agent.path("active").booleanValue())
                .filter(agent -> !agent.path("role").asText().equals("agent"))
                .map(
                        agent ->
                                new Caller(
                                        agentId,
                                        agent.path("role").asText().equals("admin")
                                                ? Role.ADMIN
                                                : Role.MANAGER,
                                        agent.path("team").textValue(),
                                        true,
                                        Caller.Kind.RULE,
                                        null));
    }

    /** How many changes by rules led to this one, with itself. */
    int depth(Change change) {
        int own = change.via() != null && change.via().startsWith("rule:") ? 1 : 0;
        return change.cause() == null ? own : own + depth(at(change.cause()));
    }

    /** What a rule sees of an event, with links as they stood at {@code head}. */
    Situation situation(Change change, Caller owner, long head, Instant now) {
        return Situation.of(change.kind().wireName(), change, now)
                .withLinks((type, id) -> row(type, id, owner, head))
                .withOwner(row("agent", owner.agent(), owner, head));
    }

    /** The same, when its run is due: with the row as it stood at {@code head}. */
    Optional<Situation> later(Change change, Caller owner, long head, Instant now) {
        Situation seen = situation(change, owner, head, now);
        if (change.kind().isDeletion()) {
            return Optional.of(seen);
        }
        return Optional.ofNullable(row(change.entityType(), change.entityId(), owner, head))
                .map(seen::withRecord);
    }

    static boolean holds(AutomationRule rule, String entityType, Situation situation) {
        return condition(rule, entityType).test(situation) == Truth.TRUE;
    }

    static Condition condition(AutomationRule rule, String entityType) {
        List<InputError> errors = new ArrayList<>();
        Condition condition =
                Condition.compile(
                        rule.conditions(), FIELDS, entityType, true, errors, "conditions");
        if (!errors.isEmpty()) {
            throw new AssertionError(errors);
        }
        return condition;
    }
}
