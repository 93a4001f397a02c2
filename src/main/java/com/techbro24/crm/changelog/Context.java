package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The context of a command in its handler.
 *
 * @param now the time of all its changes, in whole milliseconds
 * @param expectedVersion the version that the caller last saw ({@code If-Match}); null for any
 * @param prepared the result of {@link Handler#prepare}
 * @param via what acts for the caller, see {@link Via}; null for none
 */
public record Context(
        Tx tx,
        Caller caller,
        Instant now,
        @Nullable Integer expectedVersion,
        @Nullable Object prepared,
        @Nullable String via) {
    /** The same context at another time, for events in the past. */
    public Context at(Instant time) {
        return new Context(tx, caller, time, expectedVersion, prepared, via);
    }

    /** Rejects a write that expects another version of the row. */
    public void expect(Entity row) {
        if (expectedVersion != null && expectedVersion != row.version()) {
            throw Problem.of(
                            Problem.Code.STALE,
                            "The row is at version "
                                    + row.version()
                                    + ", not "
                                    + expectedVersion
                                    + ".")
                    .with("version", row.version());
        }
    }
}
