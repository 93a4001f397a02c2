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

/**
 * Gives commands to the writer in the order in which they happened, many in one transaction, while
 * the next ones are being thought up.
 */
final class MockCommands {
    private static final int UNDER_WAY_MAX = 3;

    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final GroupCommit writer;
    private final int atOnce;
    private final Deque<CompletableFuture<Integer>> underWay = new ArrayDeque<>();
    private int weight;
    private List<Submission> next = new ArrayList<>();

    /**
     * @param atOnce how many share a transaction, for which everyone else waits
     */
    MockCommands(CommandCatalog catalog, CommandRunner runner, GroupCommit writer, int atOnce) {
        this.catalog = catalog;
        this.runner = runner;
        this.writer = writer;
        this.atOnce = atOnce;
    }

    void give(Command command, Caller caller, Instant at) {
        next.add(Submission.of(command, caller).at(at));
        weight += command instanceof CallCommand.NotePast past ? past.calls().size() : 1;
        if (weight >= atOnce) {
            send();
        }
    }

    void give(String command, ObjectNode input, Caller caller, Instant at) {
        CommandType<?> type =
                catalog.find(command)
                        .orElseThrow(
                                () ->
                                        Problem.unprocessable(
                                                "There is no command " + command + "."));
        give(CommandCatalog.bind(type, input), caller, at);
    }

    private void send() {
        List<Submission> batch = next;
        next = new ArrayList<>();
        weight = 0;
        while (underWay.size() >= UNDER_WAY_MAX) {
            GroupCommit.await(underWay.removeFirst());
        }
        underWay.add(writer.submit(tx -> run(tx, batch)));
    }

    private int run(Tx tx, List<Submission> batch) {
        batch.forEach(submission -> runner.run(tx, submission));
        return batch.size();
    }

    /** Returns when all that was given is durable. */
    void finish() {
        if (!next.isEmpty()) {
            send();
        }
        while (!underWay.isEmpty()) {
            GroupCommit.await(underWay.removeFirst());
        }
    }
}
