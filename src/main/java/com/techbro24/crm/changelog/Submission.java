package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way in.
 *
 * @param expectedVersion the version the caller last saw; null where it does not care
 * @param receipt under what the answer is kept, so that the same submission happens once; null for
 *     none
 * @param device the device it came from; null where none was named
 * @param cause the seq of the change that led to it; null where a person did it
 * @param at when it counts as done; null for now. Never taken from outside: it is for made-up
 *     histories
 */
public record Submission(
        Command command,
        Caller caller,
        @Nullable Integer expectedVersion,
        Receipts.@Nullable Key receipt,
        @Nullable String device,
        @Nullable Long cause,
        @Nullable Instant at) {
    public static Submission of(Command command, Caller caller) {
        return new Submission(command, caller, null, null, null, null, null);
    }

    Submission with(Command prepared) {
        return new Submission(prepared, caller, expectedVersion, receipt, device, cause, at);
    }

    Submission by(Caller other) {
        return new Submission(command, other, expectedVersion, receipt, device, cause, at);
    }

    public Submission expecting(@Nullable Integer version) {
        return new Submission(command, caller, version, receipt, device, cause, at);
    }

    public Submission under(Receipts.@Nullable Key key) {
        return new Submission(command, caller, expectedVersion, key, device, cause, at);
    }

    public Submission from(@Nullable String deviceId) {
        return new Submission(command, caller, expectedVersion, receipt, deviceId, cause, at);
    }

    public Submission because(long seq) {
        return new Submission(command, caller, expectedVersion, receipt, device, seq, at);
    }

    public Submission at(Instant time) {
        return new Submission(command, caller, expectedVersion, receipt, device, cause, time);
    }
}
