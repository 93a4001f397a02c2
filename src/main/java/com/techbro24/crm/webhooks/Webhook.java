package com.techbro24.crm.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of another system. Its secret is not a part of it.
 *
 * @param ownerId the agent whose rights it has: it gets what its owner may see
 * @param url where events are sent
 * @param events the names of its events; {@code *} for all
 * @param filter conditions on the row of an event, as in automation rules; null for none
 * @param disabledReason why it is disabled; null while it is enabled
 * @param failingSince since when every attempt failed; null if the last one worked
 * @param previousSecretUntil until when the secret before the last change signs as well
 */
public record Webhook(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String ownerId,
        @Example("\"https://hooks.example/crm\"") String url,
        @Nullable String description,
        @Example("[\"lead.created\",\"lead.status_changed\"]") List<String> events,
        @Nullable ObjectNode filter,
        WebhookMode mode,
        boolean enabled,
        @Nullable DisabledReason disabledReason,
        @Nullable Instant failingSince,
        @Nullable Instant previousSecretUntil)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "webhook";

    static Webhook create(WebhookCommand.Create from, String id, String ownerId, Instant now) {
        boolean enabled = !Boolean.FALSE.equals(from.enabled());
        return new Webhook(
                id,
                1,
                now,
                now,
                ownerId,
                from.url(),
                from.description(),
                from.events().stream().distinct().toList(),
                from.filter(),
                Objects.requireNonNullElse(from.mode(), WebhookMode.PARALLEL),
                enabled,
                enabled ? null : DisabledReason.BY_HAND,
                null,
                null);
    }

    Webhook update(Patch<WebhookFields> patch, Instant now) {
        WebhookFields set = patch.values();
        boolean on = patch.has("enabled") ? set.enabled() : enabled;
        DisabledReason why = on ? null : enabled ? DisabledReason.BY_HAND : disabledReason;
        return new Webhook(
                id,
                version + 1,
                createdAt,
                now,
                ownerId,
                patch.or("url", set.url(), url),
                patch.or("description", set.description(), description),
                patch.or("events", set.events(), events),
                patch.or("filter", set.filter(), filter),
                patch.or("mode", set.mode(), mode),
                on,
                why,
                on ? failingSince : null,
                previousSecretUntil);
    }

    Webhook enabled(Instant now) {
        return with(true, null, null, previousSecretUntil, now);
    }

    Webhook disabled(DisabledReason why, Instant now) {
        return with(false, why, failingSince, previousSecretUntil, now);
    }

    Webhook rotated(Instant until, Instant now) {
        return with(enabled, disabledReason, failingSince, until, now);
    }

    /** A new version of the same: something about it changed that is not shown. */
    Webhook touched(Instant now) {
        return with(enabled, disabledReason, failingSince, previousSecretUntil, now);
    }

    private Webhook with(
            boolean on,
            @Nullable DisabledReason why,
            @Nullable Instant failing,
            @Nullable Instant previousUntil,
            Instant now) {
        return new Webhook(
                id,
                version + 1,
                createdAt,
                now,
                ownerId,
                url,
                description,
                events,
                filter,
                mode,
                on,
                why,
                failing,
                previousUntil);
    }
}
