package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an action works with.
 *
 * @param caller the rule's owner, as the rule
 * @param situation what values are resolved against
 */
record ActionContext(
        Tx tx,
        Caller caller,
        AutomationRule rule,
        AutomationRun run,
        Situation situation,
        Instant now) {
    /** The row of this type that the owner sees. */
    Optional<JsonNode> find(RowCatalog rows, String entityType, @Nullable String id) {
        return id == null
                ? Optional.empty()
                : rows.get(entityType).find(tx, caller, id).map(Json::<JsonNode>tree);
    }
}
