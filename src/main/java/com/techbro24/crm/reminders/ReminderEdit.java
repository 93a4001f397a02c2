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

/** A reminder while a rule of {@link Reminder} changes it; nobody else sees one. */
final class ReminderEdit {
    private final @Nullable Reminder standing;

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
        standing = from;
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
        standing = null;
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
        recurrence = with.recurrence() == null ? null : Repetition.normal(with.recurrence());
        slot = Repetition.slot(dueAt, ZoneId.of(timezone));
        occurrence = 1;
        remindBefore = sorted(with.remindBefore());
        checkLead();
    }

    void take(Patch<ReminderFields> patch) {
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
            recurrence =
                    fields.recurrence() == null ? null : Repetition.normal(fields.recurrence());
        }
        if (patch.has("remindBefore")) {
            remindBefore = sorted(fields.remindBefore());
        }
    }

    /** A kind says what is to be done about a lead. */
    void checkLead() {
        if (leadId == null && kind != null) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "kind",
                                    "without_lead",
                                    "kind is for a reminder about a lead; leadId is missing.")));
        }
        if (leadId != null && kind == null) {
            kind = ReminderKind.FOLLOW_UP;
        }
    }

    void startSeries() {
        slot = Repetition.slot(dueAt, ZoneId.of(timezone));
        occurrence = 1;
    }

    /** Sets it to be heard for the time at which it is due now. */
    void arm(Instant now) {
        firedAt = null;
        overdueFiredAt = null;
        nextAlertAt = status == ReminderStatus.PENDING ? nextBeforeDue(now) : null;
    }

    /** Sets it to be heard where it left off. */
    void resume(Duration overdueGrace, Instant now) {
        if (status != ReminderStatus.PENDING || deletedAt != null || overdueFiredAt != null) {
            nextAlertAt = null;
        } else {
            nextAlertAt = firedAt == null ? nextBeforeDue(now) : remindAt().plus(overdueGrace);
        }
    }

    void complete(Instant now) {
        status = ReminderStatus.COMPLETED;
        completedAt = now;
        nextAlertAt = null;
    }

    /** The first warning that is yet to come, or the time itself. */
    Instant nextBeforeDue(Instant now) {
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

    private static List<Duration> sorted(@Nullable List<Duration> brought) {
        return brought == null
                ? List.of()
                : brought.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    }

    Reminder first(Instant now) {
        return make(1, now, now, now);
    }

    /** The next version of the reminder, or the reminder itself where nothing differs. */
    Reminder at(Instant now) {
        Reminder from = Objects.requireNonNull(standing);
        Reminder same = make(from.version(), from.createdAt(), from.updatedAt(), now);
        return same.equals(from) ? from : make(from.version() + 1, from.createdAt(), now, now);
    }

    /** Another form of a version that nobody has seen yet. */
    Reminder sameVersion(Instant now) {
        Reminder from = Objects.requireNonNull(standing);
        return make(from.version(), from.createdAt(), from.updatedAt(), now);
    }

    private Reminder make(int version, Instant createdAt, Instant updatedAt, Instant now) {
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
