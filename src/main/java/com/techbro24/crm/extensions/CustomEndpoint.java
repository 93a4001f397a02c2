package com.techbro24.crm.extensions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.http.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of the team's own, {@code POST /api/x/<name>}, whose work a receiver does.
 *
 * @param agentId the admin who made it
 * @param name the last part of its path
 * @param description what it does, for people
 * @param url the receiver
 * @param roles who may use it
 * @param schema the JSON Schema of its input; null for any object
 * @param timeout how long the receiver may take
 * @param enabled whether it is in effect
 */
public record CustomEndpoint(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String agentId,
        @Example("\"quote\"") String name,
        @Nullable String description,
        @Example("\"https://tools.example.com/quote\"") String url,
        List<Role> roles,
        @Example("null") @Nullable ObjectNode schema,
        Duration timeout,
        boolean enabled)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "endpoint";

    /** The form of a name. */
    static final String NAME = "^[a-z][a-z0-9-]{0,39}$";

    static final String NAME_RULE =
            "must be 1 to 40 lower-case letters, digits and hyphens, a letter first";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static CustomEndpoint create(
            EndpointCommand.Create with, String id, String agentId, Instant now) {
        return new CustomEndpoint(
                id,
                1,
                now,
                now,
                agentId,
                with.name(),
                with.description(),
                with.url(),
                sorted(with.roles() == null ? List.copyOf(Role.EVERYONE) : with.roles()),
                with.schema(),
                Objects.requireNonNullElse(with.timeout(), TIMEOUT),
                true);
    }

    CustomEndpoint with(Patch<EndpointFields> patch, Instant now) {
        EndpointFields fields = patch.values();
        return new CustomEndpoint(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                name,
                patch.or("description", fields.description(), description),
                patch.or("url", fields.url(), url),
                patch.has("roles") ? sorted(fields.roles()) : roles,
                patch.or("schema", fields.schema(), schema),
                patch.or("timeout", fields.timeout(), timeout),
                patch.or("enabled", fields.enabled(), enabled));
    }

    CustomEndpoint touched(Instant now) {
        return new CustomEndpoint(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                name,
                description,
                url,
                roles,
                schema,
                timeout,
                enabled);
    }

    private static List<Role> sorted(List<Role> roles) {
        return List.copyOf(EnumSet.copyOf(roles));
    }

    /** The place to which its secret is bound. */
    static String place(String id) {
        return TYPE + ":" + id;
    }
}
