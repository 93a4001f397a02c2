package com.techbro24.crm.login;

import com.techbro24.crm.access.ApiKey;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request for a new API key.
 *
 * @param scopes {@code read}, or {@code read} and {@code write}; write includes read
 * @param expiresAt null for no expiry
 */
public record ApiKeyRequest(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
        @NotEmpty List<ApiKey.@NotNull Scope> scopes,
        @Example("\"2099-01-31T09:00:00.000Z\"") @Nullable Instant expiresAt) {
    boolean mayWrite() {
        return scopes.contains(ApiKey.Scope.WRITE);
    }
}
