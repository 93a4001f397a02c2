package com.techbro24.crm.reminders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.Lead;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reminder of an agent.
 *
 * @param leadId the lead it is about; null if it is not about a lead
 * @param kind what to do about the lead; null exactly when {@code leadId} is null
 * @param dueAt the original due time; snoozing does not change it
 * @param timezone the time zone in which it recurs
 * @param snoozedUntil the due time that replaces {@code dueAt}; null if it is not snoozed
 * @param recurrence an RRULE of RFC 5545; null if it does not recur
 * @param slot the local time of this occurrence; {@code dueAt} is later if DST skips that time
 * @param occurrence its number in its series, from 1; with {@code COUNT}, skipped occurrences count
 *     too
 * @param nextReminderId the next occurrence, created when this one was completed; null for none
 * @param remindBefore how long before the due time it warns
 * @param warnedAt when it last warned
 * @param firedAt when {@code reminder.due} was sent; null before that, and again after a snooze
 * @param overdueFiredAt when {@code reminder.overdue} was sent; null before that
 * @param nextAlertAt when its next alert fires; null for none
 * @param overdue whether its due time had passed when it was read
 */
public record Reminder(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        String agentId,
        @Nullable String leadId,
        @Nullable ReminderKind kind,
        String title,
        @Nullable String description,
        Instant dueAt,
        String timezone,
        ReminderPriority priority,
        ReminderStatus status,
        @Nullable Instant snoozedUntil,
        @Nullable Instant completedAt,
        @Example("\"FREQ=WEEKLY;BYDAY=MO\"") @Nullable String recurrence,
        @JsonIgnore LocalDateTime slot,
        int occurrence,
        @Nullable String nextReminderId,
        List<Duration> remindBefore,
        @Nullable Instant warnedAt,
        @Nullable Instant firedAt,
        @Nullable Instant overdueFiredAt,
        @Nullable Instant nextAlertAt,
        boolean overdue)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "reminder";

    @Override
    public @Nullable Subject subject() {
        return Subject.of(Lead.TYPE, leadId);
    }

    /** The effective due time: {@code snoozedUntil}, or {@code dueAt} if it is not snoozed. */
    public Instant remindAt() {
        return snoozedUntil == null ? dueAt : snoozedUntil;
    }

    /** A new reminder; it is due at once if its time has already passed. */
    static Reminder create(
            ReminderCommand.Create with, String id, String agentId, String timezone, Instant now) {
        ReminderEdit edit = new ReminderEdit(id, agentId, with, timezone);
        edit.restartSeries();
        edit.scheduleAlerts(now);
        return edit.firstVersion(now);
    }

    /** A new time, rule or zone restarts the series; a new time also ends a snooze. */
    Reminder with(Patch<ReminderFields> fields, Duration overdueGrace, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.apply(fields);
        edit.checkLead();
        ReminderStatus requested = edit.status;
        edit.status = status;
        boolean newTime = !edit.dueAt.equals(dueAt);
        if (newTime
                || !edit.timezone.equals(timezone)
                || !Objects.equals(edit.recurrence, recurrence)) {
            edit.restartSeries();
        }
        boolean newWarnings = !edit.remindBefore.equals(remindBefore);
        if (newTime) {
            edit.snoozedUntil = null;
            edit.scheduleAlerts(now);
        } else if (newWarnings && firedAt == null) {
            edit.scheduleAlerts(now);
        }
        if (requested != status) {
            changeStatus(edit, requested, overdueGrace, now);
        }
        return edit.nextVersion(now);
    }

    private void changeStatus(
            ReminderEdit edit, ReminderStatus next, Duration overdueGrace, Instant now) {
        switch (next) {
            case PENDING -> {
                if (nextReminderId != null) {
                    throw Problem.conflict(
                            "The next occurrence of this reminder already exists; it cannot"
                                    + " become pending again.");
                }
                edit.status = next;
                edit.completedAt = null;
                edit.resumeAlerts(overdueGrace, now);
            }
            case CANCELLED -> {
                refuseUnlessPending("cancelled");
                edit.status = next;
                edit.nextAlertAt = null;
            }
            case COMPLETED -> {
                refuseUnlessPending("completed");
                edit.complete(now);
            }
        }
    }

    /** Idempotent: completing it twice changes nothing. */
    Reminder completed(Instant now) {
        if (status == ReminderStatus.COMPLETED) {
            return this;
        }
        refuseUnlessPending("completed");
        ReminderEdit edit = new ReminderEdit(this);
        edit.complete(now);
        return edit.nextVersion(now);
    }

    /** Moves the due time; its alerts fire again then. */
    Reminder snoozed(Instant until, Instant now) {
        refuseUnlessPending("snoozed");
        if (!until.isAfter(now)) {
            throw Problem.unprocessable(
                            "A reminder can only be snoozed until a time in the future.")
                    .with(
                            "errors",
                            List.of(
                                    new InputError(
                                            "until",
                                            "not_future",
                                            "until must be in the future.")));
        }
        ReminderEdit edit = new ReminderEdit(this);
        edit.snoozedUntil = until;
        edit.scheduleAlerts(now);
        return edit.nextVersion(now);
    }

    Reminder cancelled(Instant now) {
        refuseUnlessPending("cancelled");
        ReminderEdit edit = new ReminderEdit(this);
        edit.status = ReminderStatus.CANCELLED;
        edit.nextAlertAt = null;
        return edit.nextVersion(now);
    }

    /** Sets {@code dueAt} and ends a snooze; returns itself if the time is unchanged. */
    Reminder dueAt(Instant time, Instant now) {
        if (time.equals(dueAt)) {
            return this;
        }
        ReminderEdit edit = new ReminderEdit(this);
        edit.dueAt = time;
        edit.snoozedUntil = null;
        edit.restartSeries();
        edit.scheduleAlerts(now);
        return edit.nextVersion(now);
    }

    private void refuseUnlessPending(String action) {
        if (status != ReminderStatus.PENDING) {
            throw Problem.conflict("Only a pending reminder can be " + action + ".")
                    .with("status", status);
        }
    }

    Reminder deleted(Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.deletedAt = now;
        edit.nextAlertAt = null;
        return edit.nextVersion(now);
    }

    /** Follows its lead, which was assigned to another agent or merged into another lead. */
    Reminder movedTo(String otherLeadId, @Nullable String otherAgentId, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.leadId = otherLeadId;
        edit.agentId = otherAgentId == null ? agentId : otherAgentId;
        return edit.nextVersion(now);
    }

    /** Resumes the alerts where they stopped; missed alerts fire once. */
    Reminder restored(Duration overdueGrace, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.deletedAt = null;
        edit.resumeAlerts(overdueGrace, now);
        return edit.nextVersion(now);
    }

    /**
     * The next occurrence in the future; missed occurrences are skipped. Empty if it does not
     * recur, or if the series has ended.
     */
    Optional<Reminder> next(String nextId, Instant now) {
        if (recurrence == null) {
            return Optional.empty();
        }
        Instant after = now.isAfter(dueAt) ? now : dueAt;
        return Rrule.of(recurrence)
                .next(new Rrule.Next(slot, occurrence, dueAt), after, ZoneId.of(timezone))
                .map(
                        next -> {
                            ReminderEdit edit = new ReminderEdit(this);
                            edit.id = nextId;
                            edit.status = ReminderStatus.PENDING;
                            edit.completedAt = null;
                            edit.nextReminderId = null;
                            edit.snoozedUntil = null;
                            edit.warnedAt = null;
                            edit.dueAt = next.at();
                            edit.slot = next.slot();
                            edit.occurrence = next.occurrence();
                            edit.scheduleAlerts(now);
                            return edit.firstVersion(now);
                        });
    }

    Reminder withNext(String nextId, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.nextReminderId = nextId;
        return edit.sameVersion(now);
    }

    /** The alert that is due now; empty for none. */
    Optional<Alert> alert(Instant now) {
        if (nextAlertAt == null || nextAlertAt.isAfter(now)) {
            return Optional.empty();
        }
        if (firedAt != null) {
            return Optional.of(Alert.OVERDUE);
        }
        return Optional.of(now.isBefore(remindAt()) ? Alert.WARNING : Alert.DUE);
    }

    /** Records that the alert fired, and schedules the next one. */
    Reminder alerted(Alert alert, Duration overdueGrace, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        switch (alert) {
            case WARNING -> {
                edit.warnedAt = now;
                edit.nextAlertAt = edit.nextWarningOrDue(now);
            }
            case DUE -> {
                edit.firedAt = now;
                edit.nextAlertAt = remindAt().plus(overdueGrace);
            }
            case OVERDUE -> {
                edit.overdueFiredAt = now;
                edit.nextAlertAt = null;
            }
        }
        return edit.nextVersion(now);
    }
}
