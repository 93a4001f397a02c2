package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command with its caller and metadata.
 *
 * @param expectedVersion the version the caller last saw; null for any
 * @param receipt the key under which the answer is stored, so that a repetition runs once; null for
 *     none
 * @param device the client's device; null if unknown
 * @param cause the seq of the change that caused it; null if a person did
 * @param via the rule, import or bulk change that acts for the caller, see {@link Via}; null for
 *     none
 * @param at the time of the command; null for now. Never set from outside; only for generated
 *     history
 */
public record Submission(
        Command command,
        Caller caller,
        @Nullable Integer expectedVersion,
        Receipts.@Nullable Key receipt,
        @Nullable String device,
        @Nullable Long cause,
        @Nullable String via,
        @Nullable Instant at) {
    public static Submission of(Command command, Caller caller) {
        return new Submission(command, caller, null, null, null, null, null, null);
    }

    Submission by(Caller other) {
        return new Submission(command, other, expectedVersion, receipt, device, cause, via, at);
    }

    public Submission expecting(@Nullable Integer version) {
        return new Submission(command, caller, version, receipt, device, cause, via, at);
    }

    public Submission withReceipt(Receipts.@Nullable Key key) {
        return new Submission(command, caller, expectedVersion, key, device, cause, via, at);
    }

    public Submission from(@Nullable String deviceId) {
        return new Submission(command, caller, expectedVersion, receipt, deviceId, cause, via, at);
    }

    public Submission because(long seq) {
        return new Submission(command, caller, expectedVersion, receipt, device, seq, via, at);
    }

    /** Marks the command as sent for the caller by a rule, an import or a bulk change. */
    public Submission via(String what) {
        return new Submission(command, caller, expectedVersion, receipt, device, cause, what, at);
    }

    public Submission at(Instant time) {
        return new Submission(command, caller, expectedVersion, receipt, device, cause, via, time);
    }
}
