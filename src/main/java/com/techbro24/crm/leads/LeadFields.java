package com.techbro24.crm.leads;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Phone;
import com.techbro24.crm.base.Zone;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.customfields.CustomFieldFields;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a lead that an update may change.
 *
 * @param score sets the score manually; null returns it to the rules
 * @param customFields only the provided keys change; a null value removes a key
 */
public record LeadFields(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
        @Phone @Size(max = Limits.PHONE_LENGTH_MAX) @Nullable String phone,
        @Email @Size(max = Limits.EMAIL_LENGTH_MAX) @Nullable String email,
        @Example("\"Analytical Engines Ltd\"") @Size(max = Limits.NAME_LENGTH_MAX)
                @Nullable String company,
        @Example("\"website\"") @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String source,
        @NotNull LeadStatus status,
        @NotNull LeadPriority priority,
        @Min(0) @Max(SCORE_MAX) @Nullable Integer score,
        @Pattern(regexp = Id.PATTERN) @Nullable String assignedAgentId,
        @Size(max = Limits.TAGS_MAX)
                @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> requiredSkills,
        @Size(max = Limits.TAGS_MAX) @Example("[\"vip\"]")
                @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> tags,
        @Size(max = Limits.CUSTOM_FIELDS_MAX)
                @Nullable
                        Map<
                                @Pattern(
                                        regexp = CustomFieldFields.NAME,
                                        message = CustomFieldFields.NAME_RULE)
                                String,
                                @Nullable Object>
                        customFields,
        @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String notes,
        @Zone @Nullable String timezone,
        @NotNull Boolean doNotCall,
        @Nullable Consent consent,
        @DecimalMin("0") @Digits(integer = VALUE_DIGITS, fraction = 4) @Nullable BigDecimal value,
        @Pattern(regexp = CURRENCY, message = CURRENCY_RULE) @Nullable String currency,
        @Nullable Instant nextFollowUpAt,
        @Example("null") @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String lostReason) {
    static final int SCORE_MAX = 100;
    static final int VALUE_DIGITS = 14;
    static final String CURRENCY_RULE = "must be three capital letters, such as EUR";
    static final String CURRENCY = "^[A-Z]{3}$";
}
