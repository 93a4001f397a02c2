package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a handler may know of its circumstances.
 *
 * @param now the time of the change, the same for all it writes; in whole milliseconds
 * @param expectedVersion the version that the caller last saw ({@code If-Match}); null where it
 *     does not care
 */
public record Context(Tx tx, Caller caller, Instant now, @Nullable Integer expectedVersion) {
    /** The same for something that took place then. */
    public Context at(Instant time) {
        return new Context(tx, caller, time, expectedVersion);
    }

    /** Refuses a write that was meant for another version of the row. */
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
