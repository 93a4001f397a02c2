package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mutation with its circumstances.
 *
 * @param at when a person did it, by the server's clock
 */
record Pushed(
        SyncType type,
        PushRequest.Mutation mutation,
        Instant at,
        Caller caller,
        @Nullable String device) {
    Pushed withoutBase() {
        return new Pushed(type, mutation.withoutBase(), at, caller, device);
    }

    ObjectNode set() {
        return mutation.set() == null ? Json.object() : mutation.set();
    }

    ObjectNode was() {
        return mutation.was() == null ? Json.object() : mutation.was();
    }
}
