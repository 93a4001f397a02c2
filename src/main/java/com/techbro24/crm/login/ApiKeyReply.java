package com.techbro24.crm.login;

import com.techbro24.crm.access.ApiKey;
import com.techbro24.crm.access.ApiKeys;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that was made.
 *
 * @param key to be sent as {@code Authorization: Bearer}; it is told this once
 */
public record ApiKeyReply(
        String id,
        String name,
        String prefix,
        List<ApiKey.Scope> scopes,
        Instant createdAt,
        @Example("\"2099-01-31T09:00:00.000Z\"") @Nullable Instant expiresAt,
        String key) {
    static ApiKeyReply of(ApiKeys.Made made) {
        ApiKey key = made.key();
        return new ApiKeyReply(
                key.id(),
                key.name(),
                key.prefix(),
                key.scopes(),
                key.createdAt(),
                key.expiresAt(),
                made.text());
    }

    @Override
    public String toString() {
        return "ApiKeyReply[" + id + "]"; // no key in a log
    }
}
