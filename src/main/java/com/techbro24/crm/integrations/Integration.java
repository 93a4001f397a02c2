package com.techbro24.crm.integrations;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Via;
import com.techbro24.crm.http.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another CRM.
 *
 * @param agentId its owner, with whose rights it reads and changes leads
 * @param provider the other CRM
 * @param name what it is, for people
 * @param url the address of its API; null for the provider's
 * @param enabled whether it runs; false if the other side refuses the token
 * @param pushNew whether leads that are new here are created there
 * @param every the time between two runs
 * @param nextAt when it runs next
 * @param lastAt when it ran last; null for never
 * @param failures how often it has failed in a row
 * @param problem why it failed last; null if it did not
 */
public record Integration(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String agentId,
        Provider provider,
        @Example("\"HubSpot of sales\"") String name,
        @Example("null") @Nullable String url,
        boolean enabled,
        boolean pushNew,
        Duration every,
        Instant nextAt,
        @Nullable Instant lastAt,
        int failures,
        @Nullable String problem)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "integration";

    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final Duration RETRY_MAX = Duration.ofHours(1);

    static Integration create(
            IntegrationCommand.Create with, String id, String owner, Instant now) {
        return new Integration(
                id,
                1,
                now,
                now,
                owner,
                with.provider(),
                with.name(),
                with.url(),
                true,
                Objects.requireNonNullElse(with.pushNew(), false),
                Objects.requireNonNullElse(with.every(), EVERY),
                now,
                null,
                0,
                null);
    }

    Integration with(Patch<IntegrationFields> patch, Instant now) {
        IntegrationFields fields = patch.values();
        boolean on = patch.or("enabled", fields.enabled(), enabled);
        return new Integration(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                provider,
                patch.or("name", fields.name(), name),
                url,
                on,
                patch.or("pushNew", fields.pushNew(), pushNew),
                patch.or("every", fields.every(), every),
                on ? now : nextAt,
                lastAt,
                on ? 0 : failures,
                on ? null : problem);
    }

    Integration due(Instant now) {
        return with(now, lastAt, failures, problem, enabled, now);
    }

    Integration succeeded(Instant now) {
        return with(now.plus(every), now, 0, null, enabled, now);
    }

    /**
     * After a failure.
     *
     * @param after how long to wait; null for a time that grows with the failures
     * @param isFinal whether a person must do something first
     */
    Integration failed(String why, @Nullable Duration after, boolean isFinal, Instant now) {
        Duration grown = RETRY.multipliedBy(1L << Math.min(failures, 4));
        Duration wait = after != null ? after : grown.compareTo(RETRY_MAX) < 0 ? grown : RETRY_MAX;
        return with(now.plus(wait), now, failures + 1, why, enabled && !isFinal, now);
    }

    private Integration with(
            Instant next,
            @Nullable Instant last,
            int count,
            @Nullable String why,
            boolean on,
            Instant now) {
        return new Integration(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                provider,
                name,
                url,
                on,
                pushNew,
                every,
                next,
                last,
                count,
                why);
    }

    /** How the log names it as the one that made a change. */
    String via() {
        return Via.of(TYPE, id, true);
    }

    /** The place to which its secret is bound. */
    static String place(String id) {
        return TYPE + ":" + id;
    }
}
