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

/** A lead while a rule of {@link Lead} changes it; nobody else sees one. */
final class LeadEdit {
    private final Lead standing;

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

    /** The lead while its score changes. */
    static LeadEdit scored(Lead standing, int points) {
        LeadEdit edit = new LeadEdit(standing);
        edit.score = points;
        return edit;
    }

    LeadEdit(Lead standing) {
        this.standing = standing;
        deletedAt = standing.deletedAt();
        name = standing.name();
        phone = standing.phone();
        email = standing.email();
        company = standing.company();
        source = standing.source();
        status = standing.status();
        statusSince = standing.statusSince();
        priority = standing.priority();
        score = standing.score();
        scoreByHand = standing.scoreByHand();
        assignedAgentId = standing.assignedAgentId();
        requiredSkills = standing.requiredSkills();
        backlogSince = standing.backlogSince();
        tags = standing.tags();
        customFields = standing.customFields();
        notes = standing.notes();
        timezone = standing.timezone();
        doNotCall = standing.doNotCall();
        consent = standing.consent();
        value = standing.value();
        currency = standing.currency();
        callAttempts = standing.callAttempts();
        lastContactedAt = standing.lastContactedAt();
        nextFollowUpAt = standing.nextFollowUpAt();
        convertedAt = standing.convertedAt();
        lostReason = standing.lostReason();
        mergedIntoId = standing.mergedIntoId();
    }

    /** Takes the provided fields except status and lostReason, which the rules of steps set. */
    void take(Patch<LeadFields> patch, Instant now) {
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

    /** Sets it by hand, or leaves it to the rules; one that is sent back as it was stays so. */
    private void score(@Nullable Integer brought) {
        if (brought == null) {
            scoreByHand = false;
        } else if (brought != score) {
            score = brought;
            scoreByHand = true;
        }
    }

    /** Takes a step to another status. */
    void step(LeadStatus next, @Nullable String reason, String reasonField, Instant now) {
        if (!status.steps().contains(next)) {
            String message =
                    "From "
                            + EnumNames.of(status)
                            + " no step leads to "
                            + EnumNames.of(next)
                            + ".";
            throw Problem.conflict(message).with("status", status).with("allowed", status.steps());
        }
        status = next;
        statusSince = now;
        lostReason = reasonFor(next, reason, reasonField);
        if (next == LeadStatus.CONVERTED) {
            convertedAt = now;
        }
    }

    /** Refuses a status to which no sale that is taken back leads. */
    static void refuseUnsold(LeadStatus next) {
        if (!LeadStatus.AFTER_NO_SALE.contains(next)) {
            String message =
                    "From converted no step leads to "
                            + EnumNames.of(next)
                            + ", with a reason or not.";
            throw Problem.conflict(message)
                    .with("status", LeadStatus.CONVERTED)
                    .with("allowed", LeadStatus.AFTER_NO_SALE);
        }
    }

    /** Takes back a sale that was recorded by mistake. */
    void unsell(LeadStatus next, String reason, Instant now) {
        refuseUnsold(next);
        status = next;
        statusSince = now;
        lostReason = next.category() == LeadCategory.LOST ? reason : null;
        convertedAt = null;
    }

    /** The reason that a status is kept with, or a problem where it must have one or cannot. */
    static @Nullable String reasonFor(LeadStatus status, @Nullable String reason, String field) {
        String given = LeadValues.text(reason);
        if (status == LeadStatus.LOST && given == null) {
            String message = field + " says why a lead is lost; it must be given.";
            throw Problem.invalid(List.of(new InputError(field, "required", message)));
        }
        if (status.category() != LeadCategory.LOST && given != null) {
            String message = field + " belongs to lost and unqualified leads, and to no others.";
            throw Problem.invalid(List.of(new InputError(field, "not_allowed", message)));
        }
        return given;
    }

    /**
     * Takes over what the other has and this has not. Status and what belongs to it stay: where a
     * lead stands in the sale is not put together of two.
     */
    void absorb(Lead other) {
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
        // An amount without its currency would be another one.
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

    /** The lead with what was edited, at the version at which it stands. */
    Lead same() {
        return make(standing.version(), standing.updatedAt());
    }

    /** The next version of the lead, or the lead itself where nothing differs. */
    Lead at(Instant now) {
        Lead same = same();
        return same.equals(standing) ? standing : make(standing.version() + 1, now);
    }

    /** The lead with what was edited, as that version of it. */
    Lead make(int version, Instant updatedAt) {
        return new Lead(
                standing.id(),
                version,
                standing.createdAt(),
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
                waits() ? backlogSince : null,
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

    /** Only what is nobody's, and still work for somebody, waits for an agent. */
    private boolean waits() {
        return assignedAgentId == null && deletedAt == null && status.category().isWork();
    }
}
