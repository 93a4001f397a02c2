package com.techbro24.crm.changelog;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names of changes: one list for the log, the socket, webhooks, triggers and the docs. */
public enum ChangeKind {
    AGENT_CREATED("agent.created"),
    AGENT_UPDATED("agent.updated"),
    AGENT_STATUS_CHANGED("agent.status_changed"),
    LEAD_CREATED("lead.created"),
    LEAD_UPDATED("lead.updated"),
    LEAD_STATUS_CHANGED("lead.status_changed"),
    LEAD_ASSIGNED("lead.assigned"),
    LEAD_MERGED("lead.merged"),
    LEAD_DELETED("lead.deleted"),
    LEAD_RESTORED("lead.restored"),
    LEAD_SCORE_RULES_UPDATED("lead_score_rules.updated"),
    LEAD_SCORE_RULES_APPLIED("lead_score_rules.applied"),
    CUSTOM_FIELD_CREATED("custom_field.created"),
    CUSTOM_FIELD_UPDATED("custom_field.updated"),
    CUSTOM_FIELD_DELETED("custom_field.deleted"),
    CALL_CREATED("call.created"),
    CALL_UPDATED("call.updated"),
    CALL_STARTED("call.started"),
    CALL_ENDED("call.ended"),
    CALL_MISSED("call.missed"),
    CALL_DELETED("call.deleted"),
    CALL_RULE_UPDATED("call_rule.updated"),
    REMINDER_CREATED("reminder.created"),
    REMINDER_UPDATED("reminder.updated"),
    REMINDER_DUE("reminder.due"),
    REMINDER_OVERDUE("reminder.overdue"),
    REMINDER_COMPLETED("reminder.completed"),
    REMINDER_DELETED("reminder.deleted"),
    NOTIFICATION_CREATED("notification.created"),
    NOTIFICATION_UPDATED("notification.updated"),
    NOTIFICATION_READ("notification.read"),
    NOTIFICATION_DELETED("notification.deleted"),
    NOTIFICATION_RULE_CHANGED("notification.rule_changed"),
    NOTIFICATION_PREFERENCES_CHANGED("notification.preferences_changed"),
    IMPORT_CREATED("import.created"),
    IMPORT_UPDATED("import.updated"),
    IMPORT_DONE("import.done"),
    IMPORT_FAILED("import.failed"),
    IMPORT_CANCELLED("import.cancelled"),
    AUTOMATION_UPDATED("automation.updated"),
    AUTOMATION_RAN("automation.ran"),
    SYNC_COMPLETED("sync.completed");

    public static final Set<ChangeKind> ALL =
            Collections.unmodifiableSet(EnumSet.allOf(ChangeKind.class));

    private static final Map<String, ChangeKind> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toMap(ChangeKind::wireName, Function.identity()));

    /** The wire names of those after which a row is gone. */
    static final Set<String> DELETIONS =
            Set.of(
                    LEAD_DELETED.wireName,
                    LEAD_MERGED.wireName,
                    CALL_DELETED.wireName,
                    REMINDER_DELETED.wireName,
                    NOTIFICATION_DELETED.wireName);

    /**
     * A condition of SQL: the change is of a kind that this program knows. While nodes are upgraded
     * one by one a newer one may write others, which an older one passes by.
     */
    static final String IS_KNOWN =
            Arrays.stream(values())
                    .map(kind -> "'" + kind.wireName + "'")
                    .collect(Collectors.joining(", ", "kind IN (", ")"));

    private final String wireName;

    ChangeKind(String wireName) {
        this.wireName = wireName;
    }

    /** Those whose names begin with one of these words and a dot. */
    public static Set<ChangeKind> about(String... subjects) {
        EnumSet<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        for (ChangeKind kind : values()) {
            String subject = kind.wireName.substring(0, kind.wireName.indexOf('.'));
            if (List.of(subjects).contains(subject)) {
                kinds.add(kind);
            }
        }
        return Collections.unmodifiableSet(kinds);
    }

    public String wireName() {
        return wireName;
    }

    /** Whether a change of that name is of what is an agent's own, its inbox or a reminder. */
    static boolean isPersonal(String wireName) {
        return wireName.startsWith("reminder.") || wireName.startsWith("notification.");
    }

    /** Whether the row is gone after it, although those who saw it are told by its own name. */
    public boolean isDeletion() {
        return DELETIONS.contains(wireName);
    }

    static ChangeKind named(String wireName) {
        ChangeKind kind = BY_NAME.get(wireName);
        if (kind == null) {
            throw new IllegalStateException("the log holds an unknown change, " + wireName);
        }
        return kind;
    }
}
