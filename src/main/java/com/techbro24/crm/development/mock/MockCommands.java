package com.techbro24.crm.development.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallCommand;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends commands to the writer in order and in batches, while the next ones are generated. */
final class MockCommands {
    private static final int IN_FLIGHT_MAX = 3;

    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final GroupCommit writer;
    private final int batchSize;
    private final Deque<CompletableFuture<Integer>> inFlight = new ArrayDeque<>();
    private int weight;
    private List<Submission> next = new ArrayList<>();

    /**
     * @param batchSize commands per transaction; other writes wait for it
     */
    MockCommands(CommandCatalog catalog, CommandRunner runner, GroupCommit writer, int batchSize) {
        this.catalog = catalog;
        this.runner = runner;
        this.writer = writer;
        this.batchSize = batchSize;
    }

    void add(Command command, Caller caller, Instant at) {
        next.add(Submission.of(command, caller).at(at));
        weight += command instanceof CallCommand.RecordPast past ? past.calls().size() : 1;
        if (weight >= batchSize) {
            send();
        }
    }

    void add(String command, ObjectNode input, Caller caller, Instant at) {
        CommandType<?> type =
                catalog.find(command)
                        .orElseThrow(
                                () -> Problem.unprocessable("Unknown command " + command + "."));
        add(CommandCatalog.bind(type, input), caller, at);
    }

    private void send() {
        List<Submission> batch = next;
        next = new ArrayList<>();
        weight = 0;
        while (inFlight.size() >= IN_FLIGHT_MAX) {
            GroupCommit.await(inFlight.removeFirst());
        }
        inFlight.add(writer.submit(tx -> run(tx, batch)));
    }

    private int run(Tx tx, List<Submission> batch) {
        batch.forEach(submission -> runner.run(tx, submission));
        return batch.size();
    }

    /** Returns when all added commands are committed. */
    void finish() {
        if (!next.isEmpty()) {
            send();
        }
        while (!inFlight.isEmpty()) {
            GroupCommit.await(inFlight.removeFirst());
        }
    }
}
