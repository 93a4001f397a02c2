package com.techbro24.crm.automation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one rule did, or did not do, about one event or one tick of its schedule.
 *
 * @param createdAt when the rule matched
 * @param ruleVersion the version of the rule that ran
 * @param ownerId whose rights it matched with; who sees its owner's rules sees it
 * @param ruleName the name of the rule
 * @param occasion {@code seq:<seq>}, {@code tick:<time>} or {@code backfill:<id>}
 * @param event the event; null for a schedule or backfill
 * @param seq the change that set it off; null for a schedule or backfill
 * @param entityType the type of its row; null for none
 * @param entityId its row; null for none
 * @param depth how many rules set each other off before this one
 * @param dueAt when it is due
 * @param nextAt when it is looked at next
 * @param attempts how often its actions were tried
 * @param then the values that its conditions remember from when it matched
 * @param trace the conditions with what they saw, and each action with what it did
 * @param finishedAt when it ended; null before that
 * @param tookMs how long it took, in milliseconds
 */
public record AutomationRun(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String ruleId,
        int ruleVersion,
        String ownerId,
        @Example("\"Missed call\"") String ruleName,
        @Example("\"seq:1841\"") String occasion,
        @Example("\"call.missed\"") @Nullable String event,
        @Nullable Long seq,
        @Example("\"call\"") @Nullable String entityType,
        @Nullable String entityId,
        @JsonIgnore @Nullable String subjectType,
        @JsonIgnore @Nullable String subjectId,
        int depth,
        RunStatus status,
        @Nullable RunReason reason,
        Instant dueAt,
        Instant nextAt,
        int attempts,
        @JsonIgnore @Nullable ObjectNode then,
        @Nullable ObjectNode trace,
        @Nullable Instant finishedAt,
        @Nullable Integer tookMs)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "automation_run";

    /** The name in error messages. */
    static final String NOUN = "automation run";

    @Override
    public @Nullable Subject subject() {
        return subjectType == null ? null : Subject.of(subjectType, subjectId);
    }

    /** The same run, due at another time, with the values of now. */
    AutomationRun restarted(Instant due, @Nullable ObjectNode values, Instant now) {
        return with(status, reason, due, due, attempts, values, trace, null, null, now);
    }

    /** A new run, about another row of the same type. */
    AutomationRun about(String newId, String rowId, Instant now) {
        boolean isSubject = entityType != null && entityType.equals(subjectType);
        return new AutomationRun(
                newId,
                1,
                now,
                now,
                ruleId,
                ruleVersion,
                ownerId,
                ruleName,
                occasion,
                event,
                seq,
                entityType,
                rowId,
                subjectType,
                isSubject ? rowId : subjectId,
                depth,
                status,
                reason,
                dueAt,
                nextAt,
                attempts,
                then,
                trace,
                null,
                null);
    }

    AutomationRun held() {
        return with(
                RunStatus.HELD,
                RunReason.BURST,
                dueAt,
                nextAt,
                attempts,
                then,
                trace,
                null,
                null,
                updatedAt);
    }

    AutomationRun again(Instant at, int tries, @Nullable ObjectNode traced, Instant now) {
        return with(RunStatus.WAITING, null, dueAt, at, tries, then, traced, null, null, now);
    }

    AutomationRun finished(
            RunStatus end,
            @Nullable RunReason why,
            int tries,
            @Nullable ObjectNode traced,
            @Nullable Integer took,
            Instant now) {
        return with(end, why, dueAt, nextAt, tries, then, traced, now, took, now);
    }

    private AutomationRun with(
            RunStatus state,
            @Nullable RunReason why,
            Instant due,
            Instant next,
            int tries,
            @Nullable ObjectNode values,
            @Nullable ObjectNode traced,
            @Nullable Instant finished,
            @Nullable Integer took,
            Instant now) {
        return new AutomationRun(
                id,
                version + 1,
                createdAt,
                now,
                ruleId,
                ruleVersion,
                ownerId,
                ruleName,
                occasion,
                event,
                seq,
                entityType,
                entityId,
                subjectType,
                subjectId,
                depth,
                state,
                why,
                due,
                next,
                tries,
                values,
                traced,
                finished,
                took);
    }
}
