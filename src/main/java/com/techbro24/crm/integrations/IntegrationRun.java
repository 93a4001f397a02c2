package com.techbro24.crm.integrations;

import com.techbro24.crm.base.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a connection did.
 *
 * @param integrationId the connection
 * @param pulled records that were read there
 * @param created leads that were created here
 * @param updated leads that were changed here
 * @param pushed rows that were sent there
 * @param conflicts fields that both sides had changed
 * @param refused rows and records that one side refused
 * @param problem why it failed; null if it did not
 */
public record IntegrationRun(
        String id,
        int version,
        Instant createdAt,
        Instant endedAt,
        String integrationId,
        int pulled,
        int created,
        int updated,
        int pushed,
        int conflicts,
        int refused,
        @Nullable String problem)
        implements Entity {}
