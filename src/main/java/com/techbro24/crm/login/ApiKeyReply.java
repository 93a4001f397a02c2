package com.techbro24.crm.login;

import com.techbro24.crm.access.ApiKey;
import com.techbro24.crm.access.ApiKeys;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new API key.
 *
 * @param prefix the start of the key, by which it is recognised
 * @param key to be sent as {@code Authorization: Bearer}; shown only once
 */
public record ApiKeyReply(
        String id,
        String name,
        String prefix,
        List<ApiKey.Scope> scopes,
        Instant createdAt,
        @Example("\"2099-01-31T09:00:00.000Z\"") @Nullable Instant expiresAt,
        String key) {
    static ApiKeyReply of(ApiKeys.Made created) {
        ApiKey key = created.key();
        return new ApiKeyReply(
                key.id(),
                key.name(),
                key.prefix(),
                key.scopes(),
                key.createdAt(),
                key.expiresAt(),
                created.text());
    }

    @Override
    public String toString() {
        return "ApiKeyReply[" + id + "]"; // keeps the key out of logs
    }
}
