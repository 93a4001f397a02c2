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
 * @param phone as it was written
 * @param phoneE164 the same number as every other spelling of it has
 * @param status how far it has come; its steps stand in {@link LeadStatus}
 * @param statusSince when it entered this status
 * @param score from 0 to 100
 * @param scoreByHand whether a person set the score; else the rules of {@link ScoreRules} did
 * @param assignedAgentId whose lead it is; null for nobody's yet
 * @param requiredSkills what an agent must know to whom it is shared out or handed
 * @param backlogSince since when it waits for an agent who can take it; null where it does not
 * @param customFields text, whole numbers, decimals and truth values by name
 * @param convertedAt when it was won
 * @param lostReason why it was lost or is not worth a call; null in every other status
 * @param mergedIntoId the lead that it was merged into, which has all that it had; null for none
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
    /** What the log and problems call it. */
    public static final String TYPE = "lead";

    /** A new lead of the agent's, or nobody's. */
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

    /** With the provided fields; a status among them must be an allowed step. */
    Lead with(Patch<LeadFields> patch, Instant now) {
        LeadFields fields = patch.values();
        LeadEdit edit = new LeadEdit(this);
        edit.take(patch, now);
        if (patch.has("status") && fields.status() != status) {
            // A form that is sent back whole still carries the reason of the status that it leaves.
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
        return edit.at(now);
    }

    /**
     * With another status.
     *
     * @param reason why it is lost or unqualified; given for the status that stands, it is
     *     corrected
     */
    Lead withStatus(LeadStatus next, @Nullable String reason, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        if (next != status) {
            edit.step(next, reason, "reason", now);
        } else if (reason != null) {
            edit.lostReason = LeadEdit.reasonFor(status, reason, "reason");
        }
        return edit.at(now);
    }

    /** With a sale taken back that was none; the reason is for the log, and for a lost lead. */
    Lead withoutSale(LeadStatus next, String reason, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.unsell(next, reason, now);
        return edit.at(now);
    }

    /** With what a call came to. */
    Lead afterCall(CallTrace trace, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.callAttempts = trace.callAttempts();
        edit.nextFollowUpAt = trace.nextFollowUpAt();
        edit.doNotCall = doNotCall || trace.doNotCall();
        Instant contacted = trace.contactedAt();
        boolean later =
                contacted != null
                        && (lastContactedAt == null || contacted.isAfter(lastContactedAt));
        edit.lastContactedAt = later ? contacted : lastContactedAt;
        if (trace.status() != null) {
            edit.step(trace.status(), trace.reason(), "reason", now);
        }
        return edit.at(now);
    }

    /** As the next version of {@code before}, whatever lay between; itself where nothing did. */
    Lead following(Lead before) {
        Instant at = updatedAt.isAfter(before.updatedAt) ? updatedAt : before.updatedAt;
        LeadEdit edit = new LeadEdit(this);
        boolean same = edit.make(before.version, before.updatedAt).equals(before);
        return same ? before : edit.make(before.version + 1, at);
    }

    /** With another agent, or in the pool; either way it waits in the backlog no longer. */
    Lead assignedTo(@Nullable String agentId, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.assignedAgentId = agentId;
        edit.backlogSince = null;
        return edit.at(now);
    }

    /** Nobody's, and in line for an agent who can take it. */
    Lead inBacklog(Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.assignedAgentId = null;
        edit.backlogSince = backlogSince == null ? now : backlogSince;
        return edit.at(now);
    }

    /** With tags, as far as it does not have them. */
    Lead tagged(List<String> more, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.tags = LeadValues.union(tags, more);
        LeadValues.refuseTooMany(edit.tags);
        return edit.at(now);
    }

    /** Without a tag, in whatever spelling. */
    Lead untagged(String tag, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        String key = Fold.of(tag);
        edit.tags = tags.stream().filter(held -> !Fold.of(held).equals(key)).toList();
        return edit.at(now);
    }

    /** With all that another lead has and this one has not, and what adds up added. */
    Lead absorbing(Lead other, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.absorb(other);
        return edit.at(now);
    }

    /** With the mark that its number has. */
    Lead notToCall() {
        LeadEdit edit = new LeadEdit(this);
        edit.doNotCall = true;
        return edit.same();
    }

    /** Gone into another lead. */
    Lead mergedInto(String winnerId, Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.deletedAt = now;
        edit.mergedIntoId = winnerId;
        return edit.at(now);
    }

    Lead deleted(Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.deletedAt = now;
        return edit.at(now);
    }

    Lead restored(Instant now) {
        LeadEdit edit = new LeadEdit(this);
        edit.deletedAt = null;
        return edit.at(now);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    /** Whether it counts as work on its agent's desk. */
    boolean isLoad() {
        return !isDeleted() && assignedAgentId != null && statusCategory.isWork();
    }

    /**
     * Who sees it.
     *
     * @param team of the agent that it is assigned to; null where there is none
     */
    public Visibility visibility(@Nullable String team) {
        return assignedAgentId == null
                ? Visibility.POOL
                : Visibility.ofAgent(assignedAgentId, team);
    }

    /** What the change from {@code before} to this is called: its most specific name. */
    ChangeKind kindOfChangeFrom(Lead before) {
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
