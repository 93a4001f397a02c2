package com.techbro24.crm.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.outbound.AddressGuard;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an endpoint that an update may change. */
public record WebhookFields(
        @Example("\"https://hooks.example/crm\"") @NotBlank @Size(max = AddressGuard.LENGTH_MAX)
                String url,
        @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String description,
        @Example("[\"lead.created\"]") @NotNull @Size(max = WebhookCommand.EVENTS_MAX)
                List<@NotBlank String> events,
        @Example("{\"field\":\"lead.status\",\"op\":\"eq\",\"value\":\"new\"}")
                @Nullable ObjectNode filter,
        @NotNull WebhookMode mode,
        @NotNull Boolean enabled) {}
