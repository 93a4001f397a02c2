package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What rules must do about a change, told as plainly as possible: for each rule, from the log and
 * from the runs that there were, which run there must be next.
 */
final class NaiveRules {
    private static final Set<String> COMPUTED = Set.of("score", "backlogSince");
    private static final int DELAYS_MAX = 10;

    private final LogView log;

    NaiveRules(LogView log) {
        this.log = log;
    }

    /** Each rule did about this change what it must do, and no more. */
    void check(ProofNode.Followed step) {
        Change change = log.at(step.seq());
        Map<RunSeen.Key, String> expected = new TreeMap<>();
        for (AutomationRule rule : log.inForce(change.seq())) {
            expect(rule, change, step, expected);
        }
        Map<RunSeen.Key, String> actual = new TreeMap<>();
        step.after()
                .forEach(
                        (key, run) -> {
                            RunSeen was = step.before().get(key);
                            if (run.status() != RunStatus.CANCELLED
                                    && (was == null || !was.plan().equals(run.plan()))) {
                                actual.put(key, run.plan());
                            }
                        });
        Set<RunSeen.Key> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        keys.removeIf(key -> Objects.equals(expected.get(key), actual.get(key)));
        assertThat(actual)
                .as(
                        "runs for %s of %s at %s; %s",
                        keys,
                        keys.stream().map(key -> log.rule(key.ruleId(), change.seq())).toList(),
                        step.now(),
                        change)
                .isEqualTo(expected);
    }

    static boolean is(String event, Change change) {
        boolean isNew = change.before() == null;
        boolean stays = !isNew && !change.kind().isDeletion();
        JsonNode after = Json.read(change.after());
        JsonNode before = Json.read(Objects.requireNonNullElse(change.before(), "{}"));
        if (!event.startsWith(change.entityType() + ".")) {
            return false;
        }
        return switch (event) {
            case "lead.created", "call.created", "reminder.created" -> isNew;
            case "lead.updated", "call.updated" ->
                    stays
                            && !change.fields().contains("deletedAt")
                            && !after.hasNonNull("deletedAt");
            case "lead.status_changed" -> stays && change.fields().contains("status");
            case "lead.assigned" ->
                    !change.kind().isDeletion()
                            && change.fields().contains("assignedAgentId")
                            && after.hasNonNull("assignedAgentId");
            case "call.ended" ->
                    !change.kind().isDeletion()
                            && after.hasNonNull("endedAt")
                            && change.fields().contains("endedAt")
                            && !before.hasNonNull("endedAt");
            default -> change.kind().wireName().equals(event);
        };
    }

    private static boolean isTriggered(AutomationRule rule, Change change) {
        for (String event : rule.trigger().eventNames()) {
            if (is(event, change) && (!event.endsWith(".updated") || isUpdateFor(rule, change))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUpdateFor(AutomationRule rule, Change change) {
        List<String> wanted = rule.trigger().fields();
        if (!wanted.isEmpty()) {
            return wanted.stream().anyMatch(change.fields()::contains);
        }
        boolean byProgram = change.actor() == null && change.via() == null;
        return !(byProgram
                && change.entityType().equals("lead")
                && COMPUTED.containsAll(change.fields()));
    }

    private void expect(
            AutomationRule rule,
            Change change,
            ProofNode.Followed step,
            Map<RunSeen.Key, String> expected) {
        Optional<Caller> owner = log.owner(rule.ownerId(), step.head());
        if (owner.isEmpty()
                || !isTriggered(rule, change)
                || !change.at().isAfter(step.now().minus(rule.trigger().ageMax()))) {
            return;
        }
        boolean sees =
                (change.kind().isDeletion() ? change.seenBefore() : change.seenAfter())
                        .isSeenBy(owner.get());
        if (!sees
                || !LogView.holds(
                        rule,
                        change.entityType(),
                        log.situation(change, owner.get(), step.head(), step.now()))) {
            return;
        }
        limit(rule, change, step, expected);
    }

    private void limit(
            AutomationRule rule,
            Change change,
            ProofNode.Followed step,
            Map<RunSeen.Key, String> expected) {
        List<RunSeen> ofRule =
                step.before().values().stream()
                        .filter(run -> run.key().ruleId().equals(rule.id()))
                        .toList();
        List<RunSeen> ofRow =
                ofRule.stream()
                        .filter(run -> run.key().entityId().equals(change.entityId()))
                        .filter(run -> run.countsAt(change.at()))
                        .toList();
        if (rule.oncePer() == OncePer.RECORD && !ofRow.isEmpty()) {
            return;
        }
        Instant cooled = change.at().minus(rule.cooldown());
        if (rule.cooldownSeconds() > 0
                && ofRow.stream().anyMatch(run -> log.at(run.key().seq()).at().isAfter(cooled))) {
            return;
        }
        Instant due = due(rule, change.at());
        Optional<RunSeen> waiting =
                ofRow.stream()
                        .filter(run -> run.dueAt().isAfter(change.at()))
                        .max(
                                Comparator.comparing(RunSeen::dueAt)
                                        .thenComparing(run -> run.key().seq()));
        if (rule.delaySeconds() > 0
                && rule.whileWaiting() != WhileWaiting.ADD
                && waiting.isPresent()) {
            restart(rule, waiting.get(), due, expected);
            return;
        }
        RunSeen.Key key = new RunSeen.Key(rule.id(), "seq:" + change.seq(), change.entityId());
        int depth = log.depth(change);
        RunStatus status = RunStatus.WAITING;
        if (depth >= rule.maxDepth()) {
            status = RunStatus.STOPPED;
        } else if (isOverBudget(rule, change, ofRule)) {
            status = RunStatus.HELD;
        }
        expected.put(key, plan(status, rule.version(), depth, due));
    }

    private static void restart(
            AutomationRule rule, RunSeen waiting, Instant due, Map<RunSeen.Key, String> expected) {
        if (rule.whileWaiting() != WhileWaiting.RESTART || waiting.status() != RunStatus.WAITING) {
            return;
        }
        Instant latest = waiting.createdAt().plus(rule.delay().multipliedBy(DELAYS_MAX));
        Instant next = due.isBefore(latest) ? due : latest;
        if (!next.equals(waiting.dueAt())) {
            expected.put(
                    waiting.key(),
                    plan(RunStatus.WAITING, waiting.ruleVersion(), waiting.depth(), next));
        }
    }

    private static String plan(RunStatus status, int version, int depth, Instant due) {
        return "%s, version %d, depth %d, due %s"
                .formatted(EnumNames.of(status), version, depth, due);
    }

    private boolean isOverBudget(AutomationRule rule, Change change, List<RunSeen> ofRule) {
        long length = rule.burst().within().toMillis();
        long period = change.at().toEpochMilli() / length;
        long before =
                ofRule.stream()
                        .filter(run -> run.status() != RunStatus.STOPPED)
                        .filter(
                                run ->
                                        log.at(run.key().seq()).at().toEpochMilli() / length
                                                == period)
                        .count();
        return before + 1 > rule.burst().runs()
                || ofRule.stream().anyMatch(run -> run.status() == RunStatus.HELD);
    }

    private static Instant due(AutomationRule rule, Instant at) {
        Instant begin = opening(rule, at);
        return opening(rule, begin.plus(Duration.ofSeconds(rule.delaySeconds())));
    }

    /** Looks at each minute until one is in the window. */
    static Instant opening(AutomationRule rule, Instant at) {
        JsonNode window = rule.window();
        if (window == null || window.isNull()) {
            return at;
        }
        ZoneId zone = ZoneId.of(window.get("timezone").asText());
        LocalTime from = LocalTime.parse(window.get("from").asText());
        LocalTime to = LocalTime.parse(window.get("to").asText());
        Instant next = at;
        while (!isOpen(window, next.atZone(zone), from, to)) {
            next = next.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        }
        return next;
    }

    private static boolean isOpen(
            JsonNode window, ZonedDateTime local, LocalTime from, LocalTime to) {
        boolean day = !window.hasNonNull("days");
        for (JsonNode each : window.path("days")) {
            day |=
                    local.getDayOfWeek()
                            == EnumNames.find(DayOfWeek.class, each.asText()).orElseThrow();
        }
        return day && !local.toLocalTime().isBefore(from) && local.toLocalTime().isBefore(to);
    }
}
