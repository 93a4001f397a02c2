package com.techbro24.crm.imports;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import com.techbro24.crm.outbound.OwnThreads;
import com.techbro24.crm.outbound.SecretBox;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the files of schedules, each on a thread of its own, and begins an import of each that has
 * changed. A lease keeps other nodes away; a receipt keeps a killed node from beginning the same
 * import twice.
 */
public final class ImportScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportScheduler.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration RECEIPT_KEPT = Duration.ofDays(1);
    private static final int NOT_MODIFIED = 304;
    private static final Set<ChangeKind> CHANGES =
            Set.of(ImportScheduleChange.CREATED, ImportScheduleChange.UPDATED);

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;
    private final ImportReception reception;
    private final OutboundHttp http;
    private final SecretBox secrets;
    private final int bytesMax;
    private final OwnThreads threads = new OwnThreads();
    private final BackgroundLoop loop;

    /**
     * @param bytesMax the maximum size of a file
     */
    public ImportScheduler(
            Database database,
            GroupCommit writer,
            ChangeFeed feed,
            CommandRunner runner,
            OutboundHttp http,
            SecretBox secrets,
            int bytesMax,
            Clock clock) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
        this.reception = new ImportReception(database, writer, runner);
        this.http = http;
        this.secrets = secrets;
        this.bytesMax = bytesMax;
        this.loop = new BackgroundLoop("import-schedules", clock, LOOK_AGAIN, this::run);
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    private Instant run() {
        List<String> due = database.read(tx -> ImportScheduleStore.due(tx, runner.now()));
        due.forEach(id -> threads.start(id, () -> load(id)));
        return Instant.MAX;
    }

    /** Loads the file of one schedule, unless another node does. */
    void load(String id) {
        Instant now = runner.now();
        boolean taken = writer.write(tx -> ImportScheduleStore.lease(tx, id, now, now.plus(LEASE)));
        if (!taken) {
            return;
        }
        ImportSchedule schedule =
                database.read(tx -> ImportScheduleStore.find(tx, id)).orElseThrow();
        ImportScheduleCommand.Record result;
        try {
            result = loaded(schedule);
        } catch (OutboundException e) {
            result = failed(id, "The file could not be loaded: " + e.reason() + ".", false);
        } catch (Problem problem) {
            result = failed(id, problem.detail(), false);
        } catch (RuntimeException e) {
            LOG.error("the schedule {} failed", id, e);
            result = failed(id, "Internal server error.", false);
        }
        record(result);
    }

    private void record(ImportScheduleCommand.Record result) {
        try {
            var _ = runner.run(Submission.of(result, Caller.SYSTEM));
        } catch (Problem deleted) {
            LOG.info("the schedule {} is gone: {}", result.id(), deleted.detail());
        }
    }

    private static ImportScheduleCommand.Record failed(String id, String why, boolean isFinal) {
        return new ImportScheduleCommand.Record(id, null, null, why, isFinal);
    }

    private ImportScheduleCommand.Record loaded(ImportSchedule schedule) throws OutboundException {
        Optional<Account> owner =
                database.read(tx -> AccountStore.find(tx, schedule.agentId()))
                        .filter(account -> account.active() && account.role() != Role.AGENT);
        if (owner.isEmpty()) {
            String why = "The account that made the schedule is disabled, or no manager any more.";
            return failed(schedule.id(), why, true);
        }
        OutboundResponse response = http.send(request(schedule));
        if (response.status() == NOT_MODIFIED) {
            return new ImportScheduleCommand.Record(schedule.id(), null, null, null, false);
        }
        if (!response.isSuccess()) {
            String why = "The server answered " + response.status() + " instead of the file.";
            return failed(schedule.id(), why, false);
        }
        if (response.isCut()) {
            String why = "The file is larger than " + bytesMax + " bytes.";
            return failed(schedule.id(), why, false);
        }
        return new ImportScheduleCommand.Record(
                schedule.id(),
                begun(schedule, owner.get(), response.body()),
                response.header("etag").orElse(null),
                null,
                false);
    }

    private OutboundRequest request(ImportSchedule schedule) {
        OutboundRequest request =
                OutboundRequest.get(URI.create(schedule.url()))
                        .timeout(TIMEOUT)
                        .answerBytesMax(bytesMax)
                        .header("Accept", "text/csv, text/*;q=0.9, */*;q=0.1");
        @Nullable String sealed =
                database.read(tx -> ImportScheduleStore.authorization(tx, schedule.id()))
                        .orElse(null);
        if (sealed != null) {
            String plain = secrets.open(sealed, ImportSchedule.place(schedule.id()));
            request = request.header("Authorization", plain);
        }
        Optional<String> etag = database.read(tx -> ImportScheduleStore.etag(tx, schedule.id()));
        return etag.isPresent() ? request.header("If-None-Match", etag.get()) : request;
    }

    private String begun(ImportSchedule schedule, Account owner, byte[] file) {
        String time = Times.format(schedule.nextAt());
        Receipts.Key once =
                new Receipts.Key(
                        ImportSchedule.place(schedule.id()),
                        time,
                        Receipts.hash(time),
                        RECEIPT_KEPT);
        Answer answer =
                reception.receive(
                        new ByteArrayInputStream(file),
                        schedule.options(),
                        Caller.inNameOf(owner, Caller.Kind.IMPORT),
                        () -> once);
        return Json.read(Objects.requireNonNull(answer.body())).get("id").textValue();
    }

    /** Stops after the files under way, or interrupts them. */
    @Override
    public void close() {
        loop.close();
        threads.close();
    }
}
