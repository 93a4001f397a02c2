package com.techbro24.crm.extensions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.outbound.AddressGuard;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an endpoint that an update may change.
 *
 * @param description what it does, for people
 * @param url the receiver
 * @param roles who may use it
 * @param schema the JSON Schema of its input; null for any object
 * @param timeout how long the receiver may take
 * @param enabled whether it is in effect
 */
public record EndpointFields(
        @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String description,
        @NotBlank
                @Size(max = AddressGuard.LENGTH_MAX)
                @Example("\"https://tools.example.com/quote\"")
                String url,
        @NotEmpty @Size(max = 3) List<@NotNull Role> roles,
        @Example("null") @Nullable ObjectNode schema,
        @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = SECONDS_MAX) @Example("\"PT5S\"")
                Duration timeout,
        @NotNull Boolean enabled) {
    static final int SECONDS_MAX = 10;
}
