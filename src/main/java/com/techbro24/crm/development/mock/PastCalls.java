package com.techbro24.crm.development.mock;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.calls.CallCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Records past calls in large batches, and tracks the leads to which they are not applied yet. */
final class PastCalls {
    private static final int CALLS_AT_ONCE = 1_000;

    private final MockCommands commands;
    private final List<CallCommand.Create> calls = new ArrayList<>();
    private final Set<MockLead> pendingLeads = new LinkedHashSet<>();

    PastCalls(MockCommands commands) {
        this.commands = commands;
    }

    void add(MockLead lead, CallCommand.Create call, Instant at) {
        calls.add(call);
        pendingLeads.add(lead);
        if (calls.size() == CALLS_AT_ONCE) {
            flush(at);
        }
    }

    /** Applies all recorded calls to their leads. */
    void apply(Instant at) {
        flush(at);
        pendingLeads.forEach(lead -> applyCalls(lead, at));
        pendingLeads.clear();
    }

    /** Applies the recorded calls of one lead to it. */
    void apply(MockLead lead, Instant at) {
        if (pendingLeads.remove(lead)) {
            flush(at);
            applyCalls(lead, at);
        }
    }

    private void flush(Instant at) {
        if (!calls.isEmpty()) {
            commands.add(new CallCommand.RecordPast(List.copyOf(calls)), Caller.SYSTEM, at);
            calls.clear();
        }
    }

    private void applyCalls(MockLead lead, Instant at) {
        commands.add(new CallCommand.ApplyPast(lead.id), Caller.SYSTEM, at);
    }
}
