package com.techbro24.crm.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates notifications from changes in the log, as the notification rules define. */
public final class NotificationFollower implements Follower.Durable {
    /** Older changes, such as imported history, create no notifications. */
    private static final Duration CHANGE_AGE_MAX = Duration.ofDays(1);

    private final CommandRunner runner;

    public NotificationFollower(CommandRunner runner) {
        this.runner = runner;
    }

    private static final int MANAGERS_MAX = 20;

    /** A rule that matches a change, and the agent to notify. */
    private record Match(String rule, NotificationType type, @Nullable String agentId) {}

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public Set<ChangeKind> kinds(ChangeKinds known) {
        return known.about("lead", "call", "reminder", "import");
    }

    @Override
    public boolean wants(Change change) {
        return change.at().isAfter(runner.now().minus(CHANGE_AGE_MAX)) && isOfInterest(change);
    }

    private static boolean isOfInterest(Change change) {
        return switch (change.entityType()) {
            case "lead" ->
                    change.fields().contains("assignedAgentId") || isStatusSetByAgent(change);
            case "call", "reminder", "lead_import" -> true;
            default -> false;
        };
    }

    private static boolean isStatusSetByAgent(Change change) {
        return change.before() != null
                && change.actor() != null
                && change.fields().contains("status");
    }

    @Override
    public void follow(Tx tx, Change change) {
        JsonNode row = Json.read(change.after());
        for (Match match : matches(tx, change, row)) {
            if (match.agentId() != null
                    && shouldNotify(change, match)
                    && AccountStore.isActive(tx, match.agentId())) {
                NotificationRuleStore.find(tx, match.rule())
                        .filter(NotificationRule::enabled)
                        .ifPresent(rule -> notify(tx, change, row, match, rule));
            }
        }
    }

    /**
     * Agents are not notified of their own actions. Exceptions: a finished import, and a missed
     * call, which the agent's own telephone may report under the agent's name.
     */
    private static boolean shouldNotify(Change change, Match match) {
        return match.rule().equals("import_done")
                || match.rule().equals("call_missed")
                || match.agentId() == null
                || !match.agentId().equals(change.actor());
    }

    private static List<Match> matches(Tx tx, Change change, JsonNode row) {
        return switch (change.entityType()) {
            case "lead" -> ofLead(change, row);
            case "call" -> ofCall(tx, change, row);
            case "reminder" -> ofReminder(change, row);
            case "lead_import" ->
                    change.fields().contains("status") && row.path("status").asText().equals("done")
                            ? List.of(match("import_done", NotificationType.SYSTEM, row, "agentId"))
                            : List.of();
            default -> List.of();
        };
    }

    private static List<Match> ofCall(Tx tx, Change change, JsonNode row) {
        if (change.kind().wireName().equals("call.missed")) {
            return List.of(match("call_missed", NotificationType.CALL, row, "agentId"));
        }
        boolean broken = change.before() == null && !row.path("violations").isEmpty();
        return broken
                ? AccountStore.managersOf(tx, row.path("agentId").textValue(), MANAGERS_MAX)
                        .stream()
                        .map(Account::agentId)
                        .map(id -> new Match("call_violation", NotificationType.CALL, id))
                        .toList()
                : List.of();
    }

    private static List<Match> ofLead(Change change, JsonNode row) {
        List<Match> matches = new ArrayList<>(2);
        if (!row.path("deletedAt").isNull() && row.has("deletedAt")) {
            return matches;
        }
        boolean assigned = change.fields().contains("assignedAgentId");
        if (assigned) {
            matches.add(match("lead_assigned", NotificationType.LEAD, row, "assignedAgentId"));
        } else if (isStatusSetByAgent(change)) {
            matches.add(
                    match("lead_status_changed", NotificationType.LEAD, row, "assignedAgentId"));
        }
        return matches;
    }

    private static List<Match> ofReminder(Change change, JsonNode row) {
        String rule =
                switch (change.kind().wireName()) {
                    case "reminder.due" -> "reminder_due";
                    case "reminder.overdue" -> "reminder_overdue";
                    case "reminder.updated" ->
                            change.actor() == null && change.fields().contains("warnedAt")
                                    ? "reminder_due_soon"
                                    : null;
                    default -> null;
                };
        return rule == null
                ? List.of()
                : List.of(match(rule, NotificationType.REMINDER, row, "agentId"));
    }

    private static Match match(
            String rule, NotificationType type, JsonNode row, String agentField) {
        return new Match(rule, type, row.path(agentField).textValue());
    }

    private void notify(Tx tx, Change change, JsonNode row, Match match, NotificationRule rule) {
        String actor =
                change.actor() == null
                        ? ""
                        : AgentStore.find(tx, change.actor()).map(Agent::name).orElse("");
        NotificationCommand.Create create =
                new NotificationCommand.Create(
                        null,
                        match.agentId(),
                        match.type(),
                        rule.priority(),
                        Template.title(rule.title(), row, actor),
                        rule.message() == null
                                ? null
                                : Template.message(rule.message(), row, actor),
                        new About(change.entityType(), change.entityId()),
                        rule.name() + ":" + change.entityId() + ":" + change.seq(),
                        rule.name());
        var submission = Submission.of(create, Caller.SYSTEM).because(change.seq()).at(change.at());
        runner.run(tx, submission);
    }
}
