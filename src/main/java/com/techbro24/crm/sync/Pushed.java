package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
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
    Optional<RowCommands.Rule> keptAs(Problem problem) {
        if (!isDerived) {
            return Optional.empty();
        }
        return switch (mutation.op()) {
            case CREATE -> Optional.of(RowCommands.Rule.NOT_CREATED);
            case UPDATE -> Optional.of(RowCommands.Rule.REFUSED);
            case DELETE ->
                    problem.code() == Problem.Code.NOT_FOUND
                            ? Optional.empty()
                            : Optional.of(RowCommands.Rule.NOT_DELETED);
        };
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
