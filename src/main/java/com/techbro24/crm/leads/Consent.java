package com.techbro24.crm.leads;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The consent to call a lead.
 *
 * @param basis the legal basis, such as {@code consent} or {@code legitimate_interest}
 * @param source where the consent was given
 * @param at when the consent was given
 */
public record Consent(
        @Example("\"asked for an offer\"") @NotBlank @Size(max = Limits.WORD_LENGTH_MAX)
                String basis,
        @Example("\"website\"") @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String source,
        @NotNull Instant at) {}
