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
 * Something its agent wants to be told at a time.
 *
 * @param leadId what it is about; null where it is about no lead
 * @param kind what is to be done about the lead; null exactly where there is no lead
 * @param dueAt when it was due at first, however often it was snoozed
 * @param timezone on whose wall clock it repeats
 * @param snoozedUntil when it is due instead of {@code dueAt}; null where it was not snoozed
 * @param recurrence an RRULE of RFC 5545; null where it comes once
 * @param slot the wall clock's time of this one in its series; {@code dueAt} is later where the
 *     clock jumps over it
 * @param occurrence its number in its series, from 1; with {@code COUNT} passed-over ones count too
 * @param nextReminderId the one that its completion made; null for none
 * @param remindBefore how long ahead it warns
 * @param warnedAt when it last warned ahead
 * @param firedAt when it was {@code reminder.due}; null while it waits, and again once snoozed
 * @param overdueFiredAt when it was {@code reminder.overdue}; null while it waits
 * @param nextAlertAt when it next makes itself heard; null for never
 * @param overdue whether its time had passed when it was read
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
    /** What the log and problems call it. */
    public static final String TYPE = "reminder";

    @Override
    public @Nullable Subject subject() {
        return Subject.of(Lead.TYPE, leadId);
    }

    /** When it is due, snoozing counted. */
    public Instant remindAt() {
        return snoozedUntil == null ? dueAt : snoozedUntil;
    }

    /** A new one; where its time has passed already, it is due at once. */
    static Reminder create(
            ReminderCommand.Create with, String id, String agentId, String timezone, Instant now) {
        ReminderEdit edit = new ReminderEdit(id, agentId, with, timezone);
        edit.startSeries();
        edit.arm(now);
        return edit.first(now);
    }

    /** Another time, rule or zone starts the series anew, and what was snoozed is so no more. */
    Reminder with(Patch<ReminderFields> fields, Duration overdueGrace, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.take(fields);
        edit.checkLead();
        ReminderStatus asked = edit.status;
        edit.status = status;
        boolean anotherTime = !edit.dueAt.equals(dueAt);
        if (anotherTime
                || !edit.timezone.equals(timezone)
                || !Objects.equals(edit.recurrence, recurrence)) {
            edit.startSeries();
        }
        boolean otherWarnings = !edit.remindBefore.equals(remindBefore);
        if (anotherTime) {
            edit.snoozedUntil = null;
            edit.arm(now);
        } else if (otherWarnings && firedAt == null) {
            edit.arm(now);
        }
        if (asked != status) {
            changeStatus(edit, asked, overdueGrace, now);
        }
        return edit.at(now);
    }

    private void changeStatus(
            ReminderEdit edit, ReminderStatus next, Duration overdueGrace, Instant now) {
        switch (next) {
            case PENDING -> {
                if (nextReminderId != null) {
                    throw Problem.conflict(
                            "This reminder has made its next one; it cannot wait again.");
                }
                edit.status = next;
                edit.completedAt = null;
                edit.resume(overdueGrace, now);
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

    /** Done; doing it twice changes nothing. */
    Reminder completed(Instant now) {
        if (status == ReminderStatus.COMPLETED) {
            return this;
        }
        refuseUnlessPending("completed");
        ReminderEdit edit = new ReminderEdit(this);
        edit.complete(now);
        return edit.at(now);
    }

    /** Due at another time instead, and heard again then. */
    Reminder snoozed(Instant until, Instant now) {
        refuseUnlessPending("snoozed");
        if (!until.isAfter(now)) {
            throw Problem.unprocessable("A reminder is snoozed until a time that is yet to come.")
                    .with(
                            "errors",
                            List.of(new InputError("until", "not_future", "until has passed.")));
        }
        ReminderEdit edit = new ReminderEdit(this);
        edit.snoozedUntil = until;
        edit.arm(now);
        return edit.at(now);
    }

    /** Not needed any more. */
    Reminder cancelled(Instant now) {
        refuseUnlessPending("cancelled");
        ReminderEdit edit = new ReminderEdit(this);
        edit.status = ReminderStatus.CANCELLED;
        edit.nextAlertAt = null;
        return edit.at(now);
    }

    /** Due at another time, and no longer snoozed; itself where it is due then already. */
    Reminder dueAt(Instant time, Instant now) {
        if (time.equals(dueAt)) {
            return this;
        }
        ReminderEdit edit = new ReminderEdit(this);
        edit.dueAt = time;
        edit.snoozedUntil = null;
        edit.startSeries();
        edit.arm(now);
        return edit.at(now);
    }

    private void refuseUnlessPending(String what) {
        if (status != ReminderStatus.PENDING) {
            throw Problem.conflict("Only a pending reminder can be " + what + ".")
                    .with("status", status);
        }
    }

    Reminder deleted(Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.deletedAt = now;
        edit.nextAlertAt = null;
        return edit.at(now);
    }

    /** With its lead, which has gone to another agent or into another lead. */
    Reminder movedTo(String otherLeadId, @Nullable String otherAgentId, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.leadId = otherLeadId;
        edit.agentId = otherAgentId == null ? agentId : otherAgentId;
        return edit.at(now);
    }

    /** Back, and heard as if it had never been away, though only once. */
    Reminder restored(Duration overdueGrace, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.deletedAt = null;
        edit.resume(overdueGrace, now);
        return edit.at(now);
    }

    /**
     * The one that follows in its series: the first whose time is after this one's and yet to come,
     * so that what was missed is not made up for. Empty where it comes once, or came the last time.
     */
    Optional<Reminder> next(String nextId, Instant now) {
        if (recurrence == null) {
            return Optional.empty();
        }
        Instant after = now.isAfter(dueAt) ? now : dueAt;
        return Repetition.of(recurrence)
                .next(new Repetition.Next(slot, occurrence, dueAt), after, ZoneId.of(timezone))
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
                            edit.arm(now);
                            return edit.first(now);
                        });
    }

    Reminder withNext(String nextId, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        edit.nextReminderId = nextId;
        return edit.sameVersion(now);
    }

    /** In which way it is to make itself heard now; empty for none. */
    Optional<Alert> alert(Instant now) {
        if (nextAlertAt == null || nextAlertAt.isAfter(now)) {
            return Optional.empty();
        }
        if (firedAt != null) {
            return Optional.of(Alert.OVERDUE);
        }
        return Optional.of(now.isBefore(remindAt()) ? Alert.WARNING : Alert.DUE);
    }

    /** After it made itself heard. */
    Reminder alerted(Alert alert, Duration overdueGrace, Instant now) {
        ReminderEdit edit = new ReminderEdit(this);
        switch (alert) {
            case WARNING -> {
                edit.warnedAt = now;
                edit.nextAlertAt = edit.nextBeforeDue(now);
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
        return edit.at(now);
    }
}
