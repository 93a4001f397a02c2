package com.techbro24.crm.bulk;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.StepLoop;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs bulk changes and undos step by step; see {@link StepLoop}. */
public final class BulkRunner implements StepLoop.Jobs, AutoCloseable {
    private static final Set<ChangeKind> CHANGES = Set.of(BulkChange.CREATED);

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;
    private final ChangeReader reader;
    private final BulkSettings settings;
    private final StepLoop loop;

    public BulkRunner(
            Database database,
            GroupCommit writer,
            ChangeFeed feed,
            CommandRunner runner,
            ChangeReader reader,
            BulkSettings settings) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
        this.reader = reader;
        this.settings = settings;
        loop = new StepLoop("bulk changes", this, settings.pace());
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    @Override
    public List<String> running() {
        return database.read(LeadBulkStore::running);
    }

    @Override
    public Optional<Duration> step(String id) {
        BulkStep.Batch next = database.read(tx -> next(tx, id));
        return writer.write(
                tx -> {
                    long start = System.nanoTime();
                    return BulkStep.run(runner, reader, tx, next, settings.stepCpuMax())
                            .map(after -> Duration.ofNanos(System.nanoTime() - start));
                });
    }

    private BulkStep.Batch next(Tx tx, String id) {
        LeadBulk of = LeadBulkStore.find(tx, id).orElseThrow();
        BulkProgress progress = LeadBulkStore.progress(tx, id);
        int most = settings.leadsAtOnceMax();
        String undoes = of.undoes();
        if (undoes != null) {
            var touched = reader.firstChanges(tx, undoes, Lead.TYPE, progress.seq(), most);
            return new BulkStep.Batch(id, progress.leadsDone(), touched, touched.size() < most);
        }
        List<String> leads = BulkChunkStore.from(tx, id, progress.leadsDone(), most);
        return new BulkStep.Batch(
                id,
                progress.leadsDone(),
                leads.stream().map(lead -> new ChangeReader.FirstChange(0, lead)).toList(),
                progress.leadsDone() + leads.size() >= of.leadsTotal());
    }

    @Override
    public void forget(String id) {
        // Nothing is prepared.
    }

    @Override
    public void fail(String id, String why) {
        var _ = runner.run(Submission.of(new LeadBulkCommand.Fail(id, why), Caller.SYSTEM));
    }

    /** Stops after the current step; runs resume after a restart. */
    @Override
    public void close() {
        loop.close();
    }
}
