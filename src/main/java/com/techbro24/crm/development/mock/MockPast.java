package com.techbro24.crm.development.mock;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.calls.CallCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Past calls, recorded in large batches, and the leads to which these calls have not been applied
 * yet.
 */
final class MockPast {
    private static final int CALLS_AT_ONCE = 1_000;

    private final MockCommands commands;
    private final List<CallCommand.Create> calls = new ArrayList<>();
    private final Set<MockLead> behind = new LinkedHashSet<>();

    MockPast(MockCommands commands) {
        this.commands = commands;
    }

    void note(MockLead lead, CallCommand.Create call, Instant at) {
        calls.add(call);
        behind.add(lead);
        if (calls.size() == CALLS_AT_ONCE) {
            noteDown(at);
        }
    }

    /** Applies all recorded calls to their leads. */
    void catchUp(Instant at) {
        noteDown(at);
        behind.forEach(lead -> sumUp(lead, at));
        behind.clear();
    }

    /** Applies the recorded calls of one lead to it. */
    void catchUp(MockLead lead, Instant at) {
        if (behind.remove(lead)) {
            noteDown(at);
            sumUp(lead, at);
        }
    }

    private void noteDown(Instant at) {
        if (!calls.isEmpty()) {
            commands.give(new CallCommand.NotePast(List.copyOf(calls)), Caller.SYSTEM, at);
            calls.clear();
        }
    }

    private void sumUp(MockLead lead, Instant at) {
        commands.give(new CallCommand.SumUp(lead.id), Caller.SYSTEM, at);
    }
}
