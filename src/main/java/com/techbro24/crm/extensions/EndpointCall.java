package com.techbro24.crm.extensions;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to an endpoint.
 *
 * @param endpointId the endpoint
 * @param agentId the agent who asked
 * @param receiverStatus the status of the receiver's answer; null without an answer
 * @param commands how many commands the answer had
 * @param problem why it failed; null if it did not
 * @param milliseconds how long the receiver took
 */
public record EndpointCall(
        String id,
        int version,
        Instant createdAt,
        String endpointId,
        String agentId,
        @Example("200") @Nullable Integer receiverStatus,
        int commands,
        @Example("null") @Nullable String problem,
        int milliseconds)
        implements Entity {}
