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

/**
 * The one way to change anything: rights, rules, the log and the answer's receipt in one
 * transaction.
 */
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

    /** Runs one command and answers after its commit; a refusal is thrown as a {@link Problem}. */
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

    /** Hands one command to the writer and does not wait; for many at once. */
    public CompletableFuture<Answer> submit(Submission submission) {
        Submission prepared = prepare(submission);
        return writer.submit(tx -> decide(tx, prepared));
    }

    /**
     * Runs one command inside a transaction of the writer's, for what must commit together with
     * other work.
     */
    public Answer run(Tx tx, Submission submission) {
        return decide(tx, prepare(submission));
    }

    private Submission prepare(Submission submission) {
        Command command = submission.command();
        return submission.with(catalog.handlerOf(command).prepare(command));
    }

    private Answer decide(Tx tx, Submission given) {
        Submission submission = given.by(AccountStore.asOf(tx, given.caller()));
        Instant now = submission.at() == null ? now() : submission.at();
        checkRights(catalog.typeOf(submission.command()), submission.caller());
        Receipts.Key receipt = submission.receipt();
        if (receipt != null) {
            Optional<Answer> kept = Receipts.find(tx, receipt, now);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        Context context = new Context(tx, submission.caller(), now, submission.expectedVersion());
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

    /** The kept answer of a request that is no command; a kept problem is thrown again. */
    public Optional<Answer> kept(Receipts.Key key) {
        return writer.write(tx -> Receipts.find(tx, key, now()));
    }

    /** Keeps the answer of a request that is no command. */
    public void keep(Receipts.Key key, Answer answer) {
        writer.<@Nullable Void>write(
                tx -> {
                    Receipts.keep(tx, key, answer, now());
                    return null;
                });
    }

    /** Keeps the refusal of a request that is no command, unless its answer is kept already. */
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
     * Like {@link #run(Tx, Submission)}, but a command that is refused has left nothing behind, and
     * the transaction goes on: for one of many that must not fail together.
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
            log.dropSince(mark);
            throw e;
        }
    }

    /**
     * What {@code part} answers within a transaction of the writer's, of which nothing stays: for
     * what is only to be known beforehand.
     */
    public <T> T rehearse(Tx tx, Supplier<T> part) {
        int mark = log.mark();
        try {
            return tx.rehearse(part);
        } finally {
            log.dropSince(mark);
        }
    }

    /**
     * The time as commands see it: whole milliseconds, so that what is stored equals what was
     * answered.
     */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Answer answer(Outcome outcome) {
        Object reply = outcome.reply();
        Integer version = reply instanceof Entity row ? (Integer) row.version() : null;
        return new Answer(body(reply, outcome), version, outcome.created(), false, reply);
    }

    /** The reply is most often the row that was just logged, whose JSON is there already. */
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
                throw Problem.forbidden("Only the program itself does this.");
            }
        } else if (!type.roles().contains(caller.role())) {
            throw Problem.forbidden("Your role may not do this.");
        }
        if (!caller.mayWrite()) {
            throw Problem.forbidden("This API key may only read.");
        }
    }

    /** A refusal is an answer too: the same key gets it again, where it was about the command. */
    private void keepRefusal(Submission submission, Problem problem) {
        Receipts.Key receipt = submission.receipt();
        boolean isOfNow =
                problem.code() == Problem.Code.LIMITED
                        || problem.code() == Problem.Code.UNAUTHENTICATED;
        if (receipt != null && problem.status() < 500 && !isOfNow) {
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
