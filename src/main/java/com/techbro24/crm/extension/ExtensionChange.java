package com.techbro24.crm.extension;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of the log.
 *
 * @param record the row after the change
 * @param actor the agent who made it; null for the program itself
 */
public record ExtensionChange(
        long seq,
        String kind,
        String entityType,
        String entityId,
        JsonNode record,
        @Nullable String actor,
        Instant at) {}
