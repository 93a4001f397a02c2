package com.techbro24.crm.reminders;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mutable copy of a {@link Reminder}, used only inside its rules. */
final class ReminderEdit {
    private final @Nullable Reminder original;

    String id;
    @Nullable Instant deletedAt;
    String agentId;
    @Nullable String leadId;
    @Nullable ReminderKind kind;
    String title;
    @Nullable String description;
    Instant dueAt;
    String timezone;
    ReminderPriority priority;
    ReminderStatus status;
    @Nullable Instant snoozedUntil;
    @Nullable Instant completedAt;
    @Nullable String recurrence;
    LocalDateTime slot;
    int occurrence;
    @Nullable String nextReminderId;
    List<Duration> remindBefore;
    @Nullable Instant warnedAt;
    @Nullable Instant firedAt;
    @Nullable Instant overdueFiredAt;
    @Nullable Instant nextAlertAt;

    ReminderEdit(Reminder from) {
        original = from;
        id = from.id();
        deletedAt = from.deletedAt();
        agentId = from.agentId();
        leadId = from.leadId();
        kind = from.kind();
        title = from.title();
        description = from.description();
        dueAt = from.dueAt();
        timezone = from.timezone();
        priority = from.priority();
        status = from.status();
        snoozedUntil = from.snoozedUntil();
        completedAt = from.completedAt();
        recurrence = from.recurrence();
        slot = from.slot();
        occurrence = from.occurrence();
        nextReminderId = from.nextReminderId();
        remindBefore = from.remindBefore();
        warnedAt = from.warnedAt();
        firedAt = from.firedAt();
        overdueFiredAt = from.overdueFiredAt();
        nextAlertAt = from.nextAlertAt();
    }

    ReminderEdit(String id, String agentId, ReminderCommand.Create with, String timezone) {
        original = null;
        this.id = id;
        this.agentId = agentId;
        this.timezone = timezone;
        leadId = with.leadId();
        kind = with.kind();
        title = with.title().strip();
        description = with.description();
        dueAt = with.dueAt();
        priority = with.priority() == null ? ReminderPriority.NORMAL : with.priority();
        status = ReminderStatus.PENDING;
        recurrence = with.recurrence() == null ? null : Rrule.normal(with.recurrence());
        slot = Rrule.slot(dueAt, ZoneId.of(timezone));
        occurrence = 1;
        remindBefore = sorted(with.remindBefore());
        checkLead();
    }

    void apply(Patch<ReminderFields> patch) {
        ReminderFields fields = patch.values();
        agentId = patch.or("agentId", fields.agentId(), agentId);
        leadId = patch.or("leadId", fields.leadId(), leadId);
        kind = patch.or("kind", fields.kind(), kind);
        if (leadId == null && !patch.has("kind")) {
            kind = null;
        }
        title = patch.or("title", fields.title(), title).strip();
        description = patch.or("description", fields.description(), description);
        dueAt = patch.or("dueAt", fields.dueAt(), dueAt);
        timezone = patch.or("timezone", fields.timezone(), timezone);
        priority = patch.or("priority", fields.priority(), priority);
        status = patch.or("status", fields.status(), status);
        if (patch.has("recurrence")) {
            recurrence = fields.recurrence() == null ? null : Rrule.normal(fields.recurrence());
        }
        if (patch.has("remindBefore")) {
            remindBefore = sorted(fields.remindBefore());
        }
    }

    void checkLead() {
        if (leadId == null && kind != null) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "kind",
                                    "without_lead",
                                    "kind requires leadId: only a reminder about a lead has a"
                                            + " kind.")));
        }
        if (leadId != null && kind == null) {
            kind = ReminderKind.FOLLOW_UP;
        }
    }

    void restartSeries() {
        slot = Rrule.slot(dueAt, ZoneId.of(timezone));
        occurrence = 1;
    }

    /** Schedules all alerts for the current due time. */
    void scheduleAlerts(Instant now) {
        firedAt = null;
        overdueFiredAt = null;
        nextAlertAt = status == ReminderStatus.PENDING ? nextWarningOrDue(now) : null;
    }

    /** Schedules the next alert that has not fired yet. */
    void resumeAlerts(Duration overdueGrace, Instant now) {
        if (status != ReminderStatus.PENDING || deletedAt != null || overdueFiredAt != null) {
            nextAlertAt = null;
        } else {
            nextAlertAt = firedAt == null ? nextWarningOrDue(now) : remindAt().plus(overdueGrace);
        }
    }

    void complete(Instant now) {
        status = ReminderStatus.COMPLETED;
        completedAt = now;
        nextAlertAt = null;
    }

    /** The next warning in the future, or the due time. */
    Instant nextWarningOrDue(Instant now) {
        Instant remindAt = remindAt();
        return remindBefore.stream()
                .map(remindAt::minus)
                .filter(warning -> warning.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(remindAt);
    }

    private Instant remindAt() {
        return snoozedUntil == null ? dueAt : snoozedUntil;
    }

    private static List<Duration> sorted(@Nullable List<Duration> durations) {
        return durations == null
                ? List.of()
                : durations.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    }

    Reminder firstVersion(Instant now) {
        return build(1, now, now, now);
    }

    /** The next version, or the original if nothing differs. */
    Reminder nextVersion(Instant now) {
        Reminder from = Objects.requireNonNull(original);
        Reminder same = build(from.version(), from.createdAt(), from.updatedAt(), now);
        return same.equals(from) ? from : build(from.version() + 1, from.createdAt(), now, now);
    }

    /** Changes a version that is not stored yet, so the version number stays. */
    Reminder sameVersion(Instant now) {
        Reminder from = Objects.requireNonNull(original);
        return build(from.version(), from.createdAt(), from.updatedAt(), now);
    }

    private Reminder build(int version, Instant createdAt, Instant updatedAt, Instant now) {
        return new Reminder(
                id,
                version,
                createdAt,
                updatedAt,
                deletedAt,
                agentId,
                leadId,
                kind,
                title,
                description,
                dueAt,
                timezone,
                priority,
                status,
                snoozedUntil,
                completedAt,
                recurrence,
                slot,
                occurrence,
                nextReminderId,
                remindBefore,
                warnedAt,
                firedAt,
                overdueFiredAt,
                nextAlertAt,
                isOverdue(status, deletedAt, remindAt(), now));
    }

    static boolean isOverdue(
            ReminderStatus status, @Nullable Instant deletedAt, Instant remindAt, Instant now) {
        return status == ReminderStatus.PENDING && deletedAt == null && remindAt.isBefore(now);
    }
}
