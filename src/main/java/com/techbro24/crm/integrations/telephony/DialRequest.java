package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Phone;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A call to make: the agent is rung, and connected to the lead.
 *
 * @param agentId who calls; {@code me} or null for the caller
 * @param phone another number of the lead; null for the lead's own
 * @param override whether a manager overrides the calling rules
 * @param overrideReason the reason; required with override
 */
@Example("{\"leadId\":\"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17\"}")
record DialRequest(
        @NotBlank @Pattern(regexp = Id.PATTERN) String leadId,
        @Nullable String agentId,
        @Phone @Size(max = Limits.PHONE_LENGTH_MAX) @Nullable String phone,
        @Nullable Boolean override,
        @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String overrideReason) {}
