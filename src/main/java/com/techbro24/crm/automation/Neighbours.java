package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What automation asks of features, which it does not enter. */
public interface Neighbours {
    /** The first time from {@code at} on when the lead may be called; {@code at} for no lead. */
    Instant callableAt(Tx tx, @Nullable String leadId, Instant at);

    /** The row that a row was merged into; null if it was not. */
    @Nullable String successor(Tx tx, String entityType, String id);

    /** Whether the lead has a pending reminder of this kind. */
    boolean hasPendingReminder(Tx tx, String leadId, String kind);

    /** Hands a message to the outside; a problem if the channel is not set up. */
    void send(Tx tx, Outgoing message);

    /**
     * A message for the outside.
     *
     * @param id the same for the same action of the same run
     * @param params as the action says
     */
    record Outgoing(ActionType type, String id, ObjectNode params, Caller sender) {}
}
