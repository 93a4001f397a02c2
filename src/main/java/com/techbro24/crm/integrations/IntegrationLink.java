package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row here and its record there.
 *
 * @param integrationId the connection
 * @param entityType the type of the row: lead or call
 * @param localId the row here; null if there is none yet
 * @param remoteKey the record there; null if there is none yet
 * @param state where both stand
 * @param base what both had last; null if they never had the same
 * @param candidates the leads that the record may be; empty unless a person must decide
 * @param problem why one side refused the other; null if it did not
 */
public record IntegrationLink(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String integrationId,
        @Example("\"lead\"") String entityType,
        @Nullable String localId,
        @Example("\"17501\"") @Nullable String remoteKey,
        LinkState state,
        @Nullable ObjectNode base,
        List<String> candidates,
        @Nullable String problem)
        implements Entity {
    static IntegrationLink of(
            String integrationId,
            String entityType,
            @Nullable String localId,
            @Nullable String remoteKey,
            LinkState state,
            Instant now) {
        return new IntegrationLink(
                Id.next(),
                1,
                now,
                now,
                integrationId,
                entityType,
                localId,
                remoteKey,
                state,
                null,
                List.of(),
                null);
    }

    IntegrationLink linked(
            @Nullable String local,
            @Nullable String remote,
            LinkState next,
            @Nullable ObjectNode common,
            Instant now) {
        return with(local, remote, next, common, List.of(), null, now);
    }

    IntegrationLink in(LinkState next, Instant now) {
        return with(localId, remoteKey, next, base, List.of(), null, now);
    }

    IntegrationLink refused(String why, Instant now) {
        return with(localId, remoteKey, LinkState.REFUSED, base, List.of(), why, now);
    }

    IntegrationLink ambiguous(List<String> leads, Instant now) {
        return with(null, remoteKey, LinkState.AMBIGUOUS, null, leads, null, now);
    }

    private IntegrationLink with(
            @Nullable String local,
            @Nullable String remote,
            LinkState next,
            @Nullable ObjectNode common,
            List<String> leads,
            @Nullable String why,
            Instant now) {
        return new IntegrationLink(
                id,
                version + 1,
                createdAt,
                now,
                integrationId,
                entityType,
                local,
                remote,
                next,
                common,
                leads,
                why);
    }
}
