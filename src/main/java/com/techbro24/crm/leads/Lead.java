package com.techbro24.crm.leads;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.search.SearchFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lead: a person or company that may buy.
 *
 * @param phone the number as entered
 * @param phoneE164 the number in E.164 form
 * @param source where the lead came from, such as {@code website}
 * @param status the status; see {@link LeadStatus} for its transitions
 * @param statusSince when it entered this status
 * @param score from 0 to 100
 * @param scoreByHand whether a user set the score; otherwise {@link ScoreRules} did
 * @param assignedAgentId the agent it is assigned to; null for unassigned
 * @param requiredSkills the skills an agent needs to get it by a strategy or from the queue
 * @param backlogSince since when it waits in the backlog for an agent; null if it does not
 * @param customFields strings, integers, decimals and booleans by name
 * @param doNotCall whether the lead must not be called
 * @param value what a sale may be worth, in {@code currency}
 * @param callAttempts how often it was called
 * @param lastContactedAt when it was reached last; null for never
 * @param nextFollowUpAt when to get in touch again; null for no plan
 * @param convertedAt when it was converted
 * @param lostReason why it is lost or unqualified; null for every other status
 * @param mergedIntoId the lead into which it was merged; null for none
 */
public record Lead(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        String name,
        @Nullable String phone,
        @Example("\"+4930901820\"") @Nullable String phoneE164,
        @Nullable String email,
        @Example("\"Analytical Engines Ltd\"") @Nullable String company,
        @Example("\"website\"") @Nullable String source,
        LeadStatus status,
        LeadCategory statusCategory,
        Instant statusSince,
        LeadPriority priority,
        int score,
        boolean scoreByHand,
        @Nullable String assignedAgentId,
        List<String> requiredSkills,
        @Nullable Instant backlogSince,
        @Example("[\"vip\"]") List<String> tags,
        Map<String, Object> customFields,
        @Nullable String notes,
        @Nullable String timezone,
        boolean doNotCall,
        @Nullable Consent consent,
        @Nullable BigDecimal value,
        @Nullable String currency,
        int callAttempts,
        @Nullable Instant lastContactedAt,
        @Nullable Instant nextFollowUpAt,
        @Nullable Instant convertedAt,
        @Example("null") @Nullable String lostReason,
        @Nullable String mergedIntoId)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "lead";

    /** A new lead, assigned to the agent or unassigned. */
    public static Lead create(
            LeadCommand.Create with, String id, @Nullable String assignedAgentId, Instant now) {
        LeadStatus status = Objects.requireNonNullElse(with.status(), LeadStatus.NEW);
        return new Lead(
                id,
                1,
                now,
                now,
                null,
                with.name().strip(),
                with.phone(),
                PhoneNumbers.e164(with.phone()).orElse(null),
                LeadValues.text(with.email()),
                LeadValues.text(with.company()),
                LeadValues.text(with.source()),
                status,
                status.category(),
                now,
                Objects.requireNonNullElse(with.priority(), LeadPriority.NORMAL),
                Objects.requireNonNullElse(with.score(), 0),
                with.score() != null,
                assignedAgentId,
                LeadValues.tags(with.requiredSkills()),
                null,
                LeadValues.tags(with.tags()),
                LeadValues.merge(Map.of(), with.customFields()),
                with.notes(),
                with.timezone(),
                Objects.requireNonNullElse(with.doNotCall(), false),
                LeadValues.consent(with.consent(), now),
                LeadValues.decimal(with.value()),
                with.currency(),
                0,
                null,
                with.nextFollowUpAt(),
                status == LeadStatus.CONVERTED ? now : null,
                LeadEdit.reasonFor(status, with.lostReason(), "lostReason"),
                null);
    }

    /** Applies the provided fields; a new status must be an allowed transition. */
    Lead with(Patch<LeadFields> patch, Instant now) {
        LeadFields fields = patch.values();
        LeadEdit edit = new LeadEdit(this);
        edit.apply(patch, now);
        if (patch.has("status") && fields.status() != status) {
            // A client that sends all fields back still includes the reason of the previous status.
            boolean stale = Objects.equals(fields.lostReason(), lostReason);
            boolean lost = fields.status().category() == LeadCategory.LOST;
            edit.step(
                    fields.status(),
                    stale && !lost ? null : fields.lostReason(),
                    "lostReason",
                    now);
        } else if (patch.has("lostReason")) {
            edit.lostReason = LeadEdit.reasonFor(status, fields.lostReason(), "lostReason");
        }
        return edit.nextVersion(now);
    }

    /**
     * Sets the status.
     *
     * @param reason why it is lost or unqualified; for the current status, it replaces the reason
     */
    Lead withStatus(LeadStatus next, @Nullable String reason, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        if (next != status) {
            edit.step(next, reason, "reason", now);
        } else if (reason != null) {
            edit.lostReason = LeadEdit.reasonFor(status, reason, "reason");
        }
        return edit.nextVersion(now);
    }

    /** Revokes a sale recorded by mistake; the reason goes to the log, and to a lost lead. */
    Lead withoutSale(LeadStatus next, String reason, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.revokeSale(next, reason, now);
        return edit.nextVersion(now);
    }

    /** Applies the result of a call. */
    Lead afterCall(CallResult result, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.callAttempts = result.callAttempts();
        edit.nextFollowUpAt = result.nextFollowUpAt();
        edit.doNotCall = doNotCall || result.doNotCall();
        Instant contacted = result.contactedAt();
        boolean later =
                contacted != null
                        && (lastContactedAt == null || contacted.isAfter(lastContactedAt));
        edit.lastContactedAt = later ? contacted : lastContactedAt;
        if (result.status() != null) {
            edit.step(result.status(), result.reason(), "reason", now);
        }
        return edit.nextVersion(now);
    }

    /**
     * Combines several edits into the next version of {@code before}; returns it if nothing
     * differs.
     */
    Lead asNextVersionOf(Lead before) {
        Instant at = updatedAt.isAfter(before.updatedAt) ? updatedAt : before.updatedAt;
        LeadEdit edit = new LeadEdit(this);
        boolean same = edit.build(before.version, before.updatedAt).equals(before);
        return same ? before : edit.build(before.version + 1, at);
    }

    /** Assigns it to an agent or returns it to the pool; either way it leaves the backlog. */
    Lead assignedTo(@Nullable String agentId, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.assignedAgentId = agentId;
        edit.backlogSince = null;
        return edit.nextVersion(now);
    }

    /** Unassigned, and waiting in the backlog for an agent. */
    Lead inBacklog(Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.assignedAgentId = null;
        edit.backlogSince = backlogSince == null ? now : backlogSince;
        return edit.nextVersion(now);
    }

    /** Adds the tags it does not have yet. */
    Lead withTags(List<String> more, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.tags = LeadValues.union(tags, more);
        LeadValues.refuseTooMany(edit.tags);
        return edit.nextVersion(now);
    }

    /** Removes a tag, ignoring case and accents. */
    Lead withoutTag(String tag, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        String key = Fold.of(tag);
        edit.tags = tags.stream().filter(existing -> !Fold.of(existing).equals(key)).toList();
        return edit.nextVersion(now);
    }

    /** Fills missing values from another lead, and adds up the counters. */
    Lead mergedWith(Lead other, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.mergeFrom(other);
        return edit.nextVersion(now);
    }

    /** Sets the do-not-call mark without a new version. */
    Lead withDoNotCall() {
        LeadEdit edit = new LeadEdit(this);
        edit.doNotCall = true;
        return edit.sameVersion();
    }

    /** Deletes it as merged into another lead. */
    Lead mergedInto(String winnerId, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.deletedAt = now;
        edit.mergedIntoId = winnerId;
        return edit.nextVersion(now);
    }

    Lead deleted(Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.deletedAt = now;
        return edit.nextVersion(now);
    }

    Lead restored(Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.deletedAt = null;
        return edit.nextVersion(now);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    /** Whether it counts as an open lead of its agent. */
    boolean countsAsLoad() {
        return !isDeleted() && assignedAgentId != null && statusCategory.isWork();
    }

    /**
     * Who can see it.
     *
     * @param team the team of the assigned agent; null for none
     */
    public Visibility visibility(@Nullable String team) {
        return assignedAgentId == null
                ? Visibility.POOL
                : Visibility.ofAgent(assignedAgentId, team);
    }

    /** The most specific change kind from {@code before} to this. */
    ChangeKind changeKindSince(Lead before) {
        if (isDeleted() != before.isDeleted()) {
            if (mergedIntoId != null) {
                return LeadChange.MERGED;
            }
            return isDeleted() ? LeadChange.DELETED : LeadChange.RESTORED;
        }
        if (status != before.status) {
            return LeadChange.STATUS_CHANGED;
        }
        return Objects.equals(assignedAgentId, before.assignedAgentId)
                ? LeadChange.UPDATED
                : LeadChange.ASSIGNED;
    }

    SearchFields searchFields() {
        return new SearchFields(name, email, company, phoneE164);
    }
}
