package com.techbro24.crm.changelog;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs every command: rights, rules, the log and the receipt of the answer in one transaction. */
public final class CommandRunner {
    private final CommandCatalog catalog;
    private final GroupCommit writer;
    private final ChangeLog log;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    public CommandRunner(
            CommandCatalog catalog,
            GroupCommit writer,
            ChangeLog log,
            Clock clock,
            MeterRegistry metrics) {
        this.catalog = catalog;
        this.writer = writer;
        this.log = log;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Runs a command and returns after its commit; a rejected command throws a {@link Problem}. */
    public Answer run(Submission submission) {
        CommandType<?> type = catalog.typeOf(submission.command());
        checkRights(type, submission.caller());
        long start = System.nanoTime();
        String outcome = "ok";
        try {
            return GroupCommit.await(submit(submission));
        } catch (Problem problem) {
            outcome = "refused";
            keepRefusal(submission, problem);
            throw problem;
        } catch (RuntimeException e) {
            outcome = "fault";
            throw e;
        } finally {
            timer(type.name(), outcome).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    /** Queues a command for the writer without waiting, so that many commands share a commit. */
    public CompletableFuture<Answer> submit(Submission submission) {
        Object prepared = prepare(submission);
        return writer.submit(tx -> decide(tx, submission, prepared));
    }

    /** Runs a command inside a write transaction, to commit it together with other work. */
    public Answer run(Tx tx, Submission submission) {
        return decide(tx, submission, prepare(submission));
    }

    private @Nullable Object prepare(Submission submission) {
        Command command = submission.command();
        return catalog.handlerOf(command).prepare(command);
    }

    private Answer decide(Tx tx, Submission submitted, @Nullable Object prepared) {
        Submission submission = submitted.by(AccountStore.asOf(tx, submitted.caller()));
        Instant now = submission.at() == null ? now() : submission.at();
        checkRights(catalog.typeOf(submission.command()), submission.caller());
        Receipts.Key receipt = submission.receipt();
        if (receipt != null) {
            Optional<Answer> kept = Receipts.find(tx, receipt, now);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        Context context =
                new Context(
                        tx,
                        submission.caller(),
                        now,
                        submission.expectedVersion(),
                        prepared,
                        submission.via());
        Outcome outcome =
                catalog.handlerOf(submission.command()).handle(submission.command(), context);
        Answer answer = answer(outcome);
        if (receipt != null) {
            Receipts.keep(tx, receipt, answer, now);
        }
        for (Draft change : outcome.changes()) {
            log.add(change, submission, now);
        }
        return answer;
    }

    /** The stored answer of a request that is not a command; a stored problem is thrown. */
    public Optional<Answer> kept(Receipts.Key key) {
        return writer.write(tx -> Receipts.find(tx, key, now()));
    }

    /** Stores the answer of a request that is not a command. */
    public void keep(Receipts.Key key, Answer answer) {
        writer.<@Nullable Void>write(
                tx -> {
                    Receipts.keep(tx, key, answer, now());
                    return null;
                });
    }

    /**
     * Stores the problem of a request that is not a command, unless an answer is stored already.
     */
    public void keep(Receipts.Key key, Problem problem) {
        writer.<@Nullable Void>write(
                tx -> {
                    if (!Receipts.isKept(tx, key, now())) {
                        Receipts.keep(tx, key, problem, now());
                    }
                    return null;
                });
    }

    /**
     * Like {@link #run(Tx, Submission)}, but under a savepoint: a rejected command is rolled back
     * and the transaction continues.
     */
    public Answer attempt(Tx tx, Submission submission) {
        return attempt(tx, () -> run(tx, submission));
    }

    /** The same for several commands that are to happen together or not at all. */
    public <T> T attempt(Tx tx, Supplier<T> part) {
        int mark = log.mark();
        try {
            return tx.attempt(part);
        } catch (RuntimeException e) {
            log.rollbackTo(mark);
            throw e;
        }
    }

    /** Runs {@code part} inside a write transaction, rolls it back and returns its result. */
    public <T> T dryRun(Tx tx, Supplier<T> part) {
        int mark = log.mark();
        try {
            return tx.dryRun(part);
        } finally {
            log.rollbackTo(mark);
        }
    }

    /** The current time in whole milliseconds, so that stored and returned times are equal. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Answer answer(Outcome outcome) {
        Object reply = outcome.reply();
        Integer version = reply instanceof Entity row ? (Integer) row.version() : null;
        return new Answer(body(reply, outcome), version, outcome.created(), false, reply);
    }

    /** The reply is usually the row just logged, whose JSON exists already. */
    private static @Nullable String body(@Nullable Object reply, Outcome outcome) {
        if (reply instanceof Entity row) {
            for (Draft change : outcome.changes()) {
                if (change.entityId().equals(row.id()) && change.version() == row.version()) {
                    return change.after();
                }
            }
        }
        return reply == null ? null : Json.text(reply);
    }

    private static void checkRights(CommandType<?> type, Caller caller) {
        if (type.isInternal()) {
            if (caller.kind() != Caller.Kind.SYSTEM) {
                throw Problem.forbidden("This command is internal.");
            }
        } else if (!type.roles().contains(caller.role())) {
            throw Problem.forbidden("Your role does not allow this.");
        }
        caller.checkMayWrite();
    }

    /** Stores the problem too, so that the same key gets it again; unless it is transient. */
    private void keepRefusal(Submission submission, Problem problem) {
        Receipts.Key receipt = submission.receipt();
        boolean isTransient =
                problem.code() == Problem.Code.LIMITED
                        || problem.code() == Problem.Code.UNAUTHENTICATED;
        if (receipt != null && problem.status() < 500 && !isTransient) {
            keep(receipt, problem);
        }
    }

    private Timer timer(String command, String outcome) {
        return timers.computeIfAbsent(
                command + " " + outcome,
                key ->
                        Timer.builder("crm.commands")
                                .description("Commands, from submission to durable answer")
                                .tag("command", command)
                                .tag("outcome", outcome)
                                .register(metrics));
    }
}
