package com.techbro24.crm.bulk;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.bulk.BulkPreview.SampleLead;
import com.techbro24.crm.bulk.LeadUndo.Undone;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.LeadStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Begins bulk changes, and previews them: the ids of the leads are stored in chunks, and the run is
 * created when all are there.
 */
public final class BulkReception {
    private static final int CHUNK_LEADS_MAX = 500;
    private static final int CHUNKS_AT_ONCE = 20;
    private static final int SAMPLE_LEADS_MAX = 20;
    private static final int PURGED_AT_ONCE_MAX = 5;

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;
    private final ChangeReader reader;

    public BulkReception(
            Database database, GroupCommit writer, CommandRunner runner, ChangeReader reader) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
        this.reader = reader;
    }

    BulkPreview preview(BulkInput input, BulkSelection selection) {
        Caller caller = selection.caller();
        Optional<LeadStatus> status =
                input.set().has("status")
                        ? Optional.of(input.set().values().status())
                        : Optional.empty();
        BulkPreview counts =
                database.read(
                        tx -> {
                            BulkRules.check(tx, input, caller);
                            List<String> leads = selection.leads(tx);
                            return new BulkPreview(
                                    leads.size(),
                                    selection.refused(tx, leads, status),
                                    leads.stream()
                                            .limit(SAMPLE_LEADS_MAX)
                                            .map(BulkReception::notTried)
                                            .toList());
                        });
        List<String> first = counts.sample().stream().map(SampleLead::leadId).toList();
        LeadBulk run = LeadBulk.begin(begin(Id.next(), input), caller.agent(), 0, runner.now());
        List<Undone> results = writer.write(tx -> BulkStep.dryRun(runner, reader, tx, run, first));
        List<SampleLead> sample = new ArrayList<>();
        for (int index = 0; index < results.size(); index++) {
            Undone result = results.get(index);
            sample.add(new SampleLead(first.get(index), result.result(), result.reasons()));
        }
        return new BulkPreview(counts.leads(), counts.mayNotChange(), sample);
    }

    private static SampleLead notTried(String leadId) {
        return new SampleLead(leadId, BulkProgress.Result.UNCHANGED, List.of());
    }

    /** Begins a run; the leads are those that the selection has now. */
    Answer begin(BulkInput input, BulkSelection selection) {
        Caller caller = selection.caller();
        List<String> leads =
                database.read(
                        tx -> {
                            BulkRules.check(tx, input, caller);
                            LeadBulkHandler.checkRunning(tx, caller.agent());
                            return selection.leads(tx);
                        });
        String id = Id.next();
        boolean begun = false;
        try {
            store(id, leads);
            Answer answer = runner.run(Submission.of(begin(id, input), asSystem(caller)));
            begun = true;
            return answer;
        } finally {
            if (!begun) {
                var _ =
                        writer.submit(
                                tx -> {
                                    BulkChunkStore.delete(tx, id);
                                    return id;
                                });
            }
        }
    }

    private static LeadBulkCommand.Begin begin(String id, BulkInput input) {
        return new LeadBulkCommand.Begin(
                id, input.action(), BulkRules.fields(input.set()), input.automation());
    }

    /** The caller, allowed to begin. */
    private static Caller asSystem(Caller caller) {
        return new Caller(
                caller.agent(),
                caller.role(),
                caller.team(),
                caller.mayWrite(),
                Caller.Kind.SYSTEM,
                caller.credentialId());
    }

    private void store(String id, List<String> leads) {
        Instant now = runner.now();
        int atOnce = CHUNK_LEADS_MAX * CHUNKS_AT_ONCE;
        for (int from = 0; from < leads.size(); from += atOnce) {
            int start = from;
            int end = Math.min(from + atOnce, leads.size());
            int _ =
                    writer.write(
                            tx -> {
                                for (int at = start; at < end; at += CHUNK_LEADS_MAX) {
                                    int to = Math.min(at + CHUNK_LEADS_MAX, end);
                                    BulkChunkStore.insert(tx, id, at, leads.subList(at, to), now);
                                }
                                return end;
                            });
        }
    }

    /** Deletes leads of runs that are no longer needed, and old reports. */
    public static boolean purge(Tx tx, Instant now) {
        BulkSettings settings = BulkSettings.DEFAULT;
        Instant chunksUntil = now.minus(settings.chunksKept());
        List<String> chunks =
                new ArrayList<>(BulkChunkStore.orphans(tx, chunksUntil, PURGED_AT_ONCE_MAX));
        chunks.addAll(
                LeadBulkStore.endedBefore(
                        tx, chunksUntil, BulkChunkStore.TABLE, PURGED_AT_ONCE_MAX));
        chunks.forEach(id -> BulkChunkStore.delete(tx, id));
        List<String> reports =
                LeadBulkStore.endedBefore(
                        tx,
                        now.minus(settings.reportKept()),
                        BulkReportStore.TABLE,
                        PURGED_AT_ONCE_MAX);
        reports.forEach(id -> BulkReportStore.delete(tx, id));
        return !chunks.isEmpty() || !reports.isEmpty();
    }
}
