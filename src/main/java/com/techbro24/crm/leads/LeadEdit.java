package com.techbro24.crm.leads;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mutable copy of a {@link Lead}, used only inside its rules. */
final class LeadEdit {
    private final Lead original;

    @Nullable Instant deletedAt;
    String name;
    @Nullable String phone;
    @Nullable String email;
    @Nullable String company;
    @Nullable String source;
    LeadStatus status;
    Instant statusSince;
    LeadPriority priority;
    int score;
    boolean scoreByHand;
    @Nullable String assignedAgentId;
    List<String> requiredSkills;
    @Nullable Instant backlogSince;
    List<String> tags;
    Map<String, Object> customFields;
    @Nullable String notes;
    @Nullable String timezone;
    boolean doNotCall;
    @Nullable Consent consent;
    @Nullable BigDecimal value;
    @Nullable String currency;
    int callAttempts;
    @Nullable Instant lastContactedAt;
    @Nullable Instant nextFollowUpAt;
    @Nullable Instant convertedAt;
    @Nullable String lostReason;
    @Nullable String mergedIntoId;

    static LeadEdit scored(Lead original, int points) {
        LeadEdit edit = new LeadEdit(original);
        edit.score = points;
        return edit;
    }

    LeadEdit(Lead original) {
        this.original = original;
        deletedAt = original.deletedAt();
        name = original.name();
        phone = original.phone();
        email = original.email();
        company = original.company();
        source = original.source();
        status = original.status();
        statusSince = original.statusSince();
        priority = original.priority();
        score = original.score();
        scoreByHand = original.scoreByHand();
        assignedAgentId = original.assignedAgentId();
        requiredSkills = original.requiredSkills();
        backlogSince = original.backlogSince();
        tags = original.tags();
        customFields = original.customFields();
        notes = original.notes();
        timezone = original.timezone();
        doNotCall = original.doNotCall();
        consent = original.consent();
        value = original.value();
        currency = original.currency();
        callAttempts = original.callAttempts();
        lastContactedAt = original.lastContactedAt();
        nextFollowUpAt = original.nextFollowUpAt();
        convertedAt = original.convertedAt();
        lostReason = original.lostReason();
        mergedIntoId = original.mergedIntoId();
    }

    /** Applies the provided fields except status and lostReason, which transitions set. */
    void apply(Patch<LeadFields> patch, Instant now) {
        LeadFields fields = patch.values();
        name = patch.or("name", fields.name(), name).strip();
        phone = patch.or("phone", fields.phone(), phone);
        email = LeadValues.text(patch.or("email", fields.email(), email));
        company = LeadValues.text(patch.or("company", fields.company(), company));
        source = LeadValues.text(patch.or("source", fields.source(), source));
        priority = patch.or("priority", fields.priority(), priority);
        if (patch.has("score")) {
            score(fields.score());
        }
        assignedAgentId = patch.or("assignedAgentId", fields.assignedAgentId(), assignedAgentId);
        requiredSkills =
                patch.has("requiredSkills")
                        ? LeadValues.tags(fields.requiredSkills())
                        : requiredSkills;
        tags = patch.has("tags") ? LeadValues.tags(fields.tags()) : tags;
        if (patch.has("customFields")) {
            customFields = LeadValues.merge(customFields, fields.customFields());
        }
        notes = patch.or("notes", fields.notes(), notes);
        timezone = patch.or("timezone", fields.timezone(), timezone);
        doNotCall = patch.has("doNotCall") ? fields.doNotCall() : doNotCall;
        if (patch.has("consent")) {
            consent = LeadValues.consent(fields.consent(), now);
        }
        value = LeadValues.decimal(patch.or("value", fields.value(), value));
        currency = patch.or("currency", fields.currency(), currency);
        nextFollowUpAt = patch.or("nextFollowUpAt", fields.nextFollowUpAt(), nextFollowUpAt);
    }

    /** Sets the score manually, or leaves it to the rules; an unchanged value changes nothing. */
    private void score(@Nullable Integer requested) {
        if (requested == null) {
            scoreByHand = false;
        } else if (requested != score) {
            score = requested;
            scoreByHand = true;
        }
    }

    /** Changes the status by an allowed transition. */
    void step(LeadStatus next, @Nullable String reason, String reasonField, Instant now) {
        if (!status.transitions().contains(next)) {
            String message =
                    "The status cannot change from "
                            + EnumNames.of(status)
                            + " to "
                            + EnumNames.of(next)
                            + ".";
            throw Problem.conflict(message)
                    .with("status", status)
                    .with("allowed", status.transitions());
        }
        status = next;
        statusSince = now;
        lostReason = reasonFor(next, reason, reasonField);
        if (next == LeadStatus.CONVERTED) {
            convertedAt = now;
        }
    }

    /** Refuses a status that is not allowed after a revoked sale. */
    static void checkAfterRevokedSale(LeadStatus next) {
        if (!LeadStatus.AFTER_REVOKED_SALE.contains(next)) {
            String message =
                    "The status cannot change from converted to "
                            + EnumNames.of(next)
                            + ", even with a reason.";
            throw Problem.conflict(message)
                    .with("status", LeadStatus.CONVERTED)
                    .with("allowed", LeadStatus.AFTER_REVOKED_SALE);
        }
    }

    /** Revokes a sale that was recorded by mistake. */
    void revokeSale(LeadStatus next, String reason, Instant now) {
        checkAfterRevokedSale(next);
        status = next;
        statusSince = now;
        lostReason = next.category() == LeadCategory.LOST ? reason : null;
        convertedAt = null;
    }

    /** The reason to store with a status; a problem if it is missing or not allowed. */
    static @Nullable String reasonFor(LeadStatus status, @Nullable String reason, String field) {
        String stripped = LeadValues.text(reason);
        if (status == LeadStatus.LOST && stripped == null) {
            String message = field + " is required for a lost lead.";
            throw Problem.invalid(List.of(new InputError(field, "required", message)));
        }
        if (status.category() != LeadCategory.LOST && stripped != null) {
            String message = field + " is allowed for lost and unqualified leads only.";
            throw Problem.invalid(List.of(new InputError(field, "not_allowed", message)));
        }
        return stripped;
    }

    /**
     * Fills missing values from the other lead. Status and its related fields stay, because two
     * sales processes cannot be combined.
     */
    void mergeFrom(Lead other) {
        phone = phone == null ? other.phone() : phone;
        email = email == null ? other.email() : email;
        company = company == null ? other.company() : company;
        source = source == null ? other.source() : source;
        timezone = timezone == null ? other.timezone() : timezone;
        consent = consent == null ? other.consent() : consent;
        assignedAgentId = assignedAgentId == null ? other.assignedAgentId() : assignedAgentId;
        requiredSkills = LeadValues.union(requiredSkills, other.requiredSkills());
        if (!scoreByHand && other.scoreByHand()) {
            score(other.score());
        }
        // A value is meaningless without its currency.
        if (value == null && (currency == null || currency.equals(other.currency()))) {
            value = other.value();
            currency = other.currency() == null ? currency : other.currency();
        }
        requiredSkills = requiredSkills.isEmpty() ? other.requiredSkills() : requiredSkills;
        tags = LeadValues.union(tags, other.tags());
        customFields = LeadValues.filled(customFields, other.customFields());
        notes = LeadValues.joined(notes, other.notes());
        doNotCall |= other.doNotCall();
        callAttempts += other.callAttempts();
        lastContactedAt = LeadValues.later(lastContactedAt, other.lastContactedAt());
        nextFollowUpAt = LeadValues.earlier(nextFollowUpAt, other.nextFollowUpAt());
    }

    /** The edited lead with the same version number. */
    Lead sameVersion() {
        return build(original.version(), original.updatedAt());
    }

    /** The next version, or the original if nothing differs. */
    Lead nextVersion(Instant now) {
        Lead sameVersion = sameVersion();
        return sameVersion.equals(original) ? original : build(original.version() + 1, now);
    }

    /** The edited lead with the given version number. */
    Lead build(int version, Instant updatedAt) {
        return new Lead(
                original.id(),
                version,
                original.createdAt(),
                updatedAt,
                deletedAt,
                name,
                phone,
                PhoneNumbers.e164(phone).orElse(null),
                email,
                company,
                source,
                status,
                status.category(),
                statusSince,
                priority,
                score,
                scoreByHand,
                assignedAgentId,
                requiredSkills,
                isWaiting() ? backlogSince : null,
                tags,
                customFields,
                notes,
                timezone,
                doNotCall,
                consent,
                value,
                currency,
                callAttempts,
                lastContactedAt,
                nextFollowUpAt,
                convertedAt,
                lostReason,
                mergedIntoId);
    }

    /** Only unassigned leads that need work can wait in the backlog. */
    private boolean isWaiting() {
        return assignedAgentId == null && deletedAt == null && status.category().isWork();
    }
}
