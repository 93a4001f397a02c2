package com.techbro24.crm.imports;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Verbatim;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.outbound.AddressGuard;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a schedule that an update may change.
 *
 * @param name what it is, for people
 * @param url where the file is
 * @param authorization the header Authorization of the request; never shown
 * @param every the time between two requests
 * @param enabled whether it is loaded
 */
public record ImportScheduleFields(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) @Example("\"The shop's customers\"")
                String name,
        @NotBlank
                @Size(max = AddressGuard.LENGTH_MAX)
                @Example("\"https://shop.example.com/customers.csv\"")
                String url,
        @Verbatim @Size(max = SECRET_LENGTH_MAX) @Example("\"Bearer s3cret\"")
                @Nullable String authorization,
        @NotNull @DurationMin(minutes = EVERY_MINUTES_MIN) @DurationMax(days = EVERY_DAYS_MAX)
                Duration every,
        @NotNull Boolean enabled) {
    static final int SECRET_LENGTH_MAX = 1_000;
    static final int EVERY_MINUTES_MIN = 5;
    static final int EVERY_DAYS_MAX = 31;
}
