package com.techbro24.crm.calls;

import com.techbro24.crm.leads.LeadStatus;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** The fields of an outcome rule that an admin may change. */
public record OutcomeFields(
        @Nullable LeadStatus leadStatus,
        @NotNull Boolean countsAsContact,
        @NotNull Boolean countsAsSale,
        @DurationMin(minutes = 1) @DurationMax(days = 366) @Nullable Duration retryAfter,
        @NotNull Boolean setsDoNotCall,
        @NotNull Boolean wantsCallbackTime) {}
