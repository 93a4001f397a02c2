package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mutation with its circumstances.
 *
 * @param at when a person did it, by the server's clock
 * @param isDerived whether the client cannot number its mutations, so that the id is made of the
 *     content, and cannot be told why one was refused. A refused one is then kept in a conflict,
 *     and is tried anew when the same comes again.
 */
record Pushed(
        SyncType type,
        PushRequest.Mutation mutation,
        Instant at,
        Caller caller,
        @Nullable String device,
        boolean isDerived) {
    /** The rule under which a conflict keeps what was refused; empty where the client is told. */
    Optional<RowCommands.Rule> keptAs() {
        if (!isDerived || mutation.op() == PushRequest.Op.DELETE) {
            return Optional.empty();
        }
        return Optional.of(
                mutation.op() == PushRequest.Op.CREATE
                        ? RowCommands.Rule.NOT_CREATED
                        : RowCommands.Rule.REFUSED);
    }

    Pushed withoutBase() {
        return new Pushed(type, mutation.withoutBase(), at, caller, device, isDerived);
    }

    ObjectNode set() {
        return mutation.set() == null ? Json.object() : mutation.set();
    }

    ObjectNode was() {
        return mutation.was() == null ? Json.object() : mutation.was();
    }
}
