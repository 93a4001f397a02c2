package com.techbro24.crm.integrations;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Verbatim;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The fields of a connection that an update may change.
 *
 * @param name what it is, for people
 * @param token the key of the other side; never shown
 * @param enabled whether it runs
 * @param pushNew whether leads that are new here are created there
 * @param every the time between two runs
 */
public record IntegrationFields(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) @Example("\"HubSpot of sales\"") String name,
        @Verbatim @NotBlank @Size(max = TOKEN_LENGTH_MAX) @Example("\"pat-eu1-0123\"") String token,
        @NotNull Boolean enabled,
        @NotNull Boolean pushNew,
        @NotNull @DurationMin(minutes = 1) @DurationMax(days = 1) Duration every) {
    static final int TOKEN_LENGTH_MAX = 500;
}
