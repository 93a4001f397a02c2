package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Looks up the rows that a record links to, such as the lead of a call. */
@FunctionalInterface
public interface Links {
    /** Rows cannot be looked up here; what depends on one is unknown. */
    Links UNKNOWN = (entityType, id) -> null;

    /** The row as JSON; null if there is none. */
    @Nullable JsonNode find(String entityType, String id);
}
