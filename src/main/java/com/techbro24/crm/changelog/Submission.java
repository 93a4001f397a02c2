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
 * @param via what gives the command in the caller's name, {@code rule:<id>} or {@code import:<id>};
 *     null where the caller gives it itself
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
        @Nullable String via,
        @Nullable Instant at) {
    public static Submission of(Command command, Caller caller) {
        return new Submission(command, caller, null, null, null, null, null, null);
    }

    Submission with(Command prepared) {
        return new Submission(prepared, caller, expectedVersion, receipt, device, cause, via, at);
    }

    Submission by(Caller other) {
        return new Submission(command, other, expectedVersion, receipt, device, cause, via, at);
    }

    public Submission expecting(@Nullable Integer version) {
        return new Submission(command, caller, version, receipt, device, cause, via, at);
    }

    public Submission under(Receipts.@Nullable Key key) {
        return new Submission(command, caller, expectedVersion, key, device, cause, via, at);
    }

    public Submission from(@Nullable String deviceId) {
        return new Submission(command, caller, expectedVersion, receipt, deviceId, cause, via, at);
    }

    public Submission because(long seq) {
        return new Submission(command, caller, expectedVersion, receipt, device, seq, via, at);
    }

    /** Given by a rule or an import in the caller's name. */
    public Submission via(String ruleOrImport) {
        return new Submission(
                command, caller, expectedVersion, receipt, device, cause, ruleOrImport, at);
    }

    public Submission at(Instant time) {
        return new Submission(command, caller, expectedVersion, receipt, device, cause, via, time);
    }
}
