package com.techbro24.crm.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.bulk.BulkProgress.Result;
import com.techbro24.crm.bulk.LeadUndo.Undone;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.JobCommands;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.StepBudget;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes some leads and saves the progress in the same transaction. So each lead is changed once,
 * also after a crash and with several nodes.
 */
final class BulkStep {
    private final LeadBulk of;
    private final JobCommands commands;
    private final ChangeReader reader;

    /**
     * The leads of a step.
     *
     * @param done how many leads of the run come before them
     * @param leads each with the first change that an undo takes back
     * @param last whether no lead comes after them
     */
    record Batch(String bulkId, int done, List<ChangeReader.FirstChange> leads, boolean last) {}

    private BulkStep(LeadBulk of, JobCommands commands, ChangeReader reader) {
        this.of = of;
        this.commands = commands;
        this.reader = reader;
    }

    /**
     * Changes as many leads as fit in {@code cpuMax} of the writer thread. Empty if the run's
     * progress does not match the leads, because another node was faster or the run ended.
     */
    static Optional<LeadBulk> run(
            CommandRunner runner, ChangeReader reader, Tx tx, Batch batch, Duration cpuMax) {
        LeadBulk of = LeadBulkStore.find(tx, batch.bulkId()).orElseThrow();
        BulkProgress progress = LeadBulkStore.progress(tx, of.id());
        if (of.status() != BulkStatus.RUNNING || batch.done() != progress.leadsDone()) {
            return Optional.empty();
        }
        Optional<Account> account = AccountStore.find(tx, of.agentId()).filter(Account::active);
        if (account.isEmpty()) {
            String why = "The account that started the bulk change is disabled.";
            run(runner, tx, new LeadBulkCommand.Fail(of.id(), why));
        } else {
            BulkStep step = new BulkStep(of, commands(runner, tx, account.get(), of.via()), reader);
            BulkProgress after = step.changeAll(progress, batch.leads(), cpuMax);
            boolean all = after.leadsDone() - progress.leadsDone() == batch.leads().size();
            run(runner, tx, new LeadBulkCommand.Advance(of.id(), after, batch.last() && all));
        }
        return LeadBulkStore.find(tx, of.id());
    }

    private static JobCommands commands(CommandRunner runner, Tx tx, Account account, String via) {
        return new JobCommands(runner, tx, Caller.inNameOf(account, Caller.Kind.BULK), via);
    }

    private static void run(CommandRunner runner, Tx tx, Command command) {
        var _ = runner.run(tx, Submission.of(command, Caller.SYSTEM));
    }

    /** What would happen to the leads if they were changed now; rolled back. */
    static List<Undone> dryRun(
            CommandRunner runner, ChangeReader reader, Tx tx, LeadBulk of, List<String> leadIds) {
        Account account = AccountStore.find(tx, of.agentId()).orElseThrow();
        BulkStep step = new BulkStep(of, commands(runner, tx, account, of.via()), reader);
        return runner.dryRun(tx, () -> leadIds.stream().map(id -> step.result(id, 0)).toList());
    }

    private BulkProgress changeAll(
            BulkProgress before, List<ChangeReader.FirstChange> leads, Duration cpuMax) {
        StepBudget budget = new StepBudget(cpuMax);
        BulkProgress progress = before;
        List<ReportedLead> reported = new ArrayList<>();
        for (ChangeReader.FirstChange lead : leads) {
            Undone result = result(lead.entityId(), lead.seq());
            progress = progress.and(result.result(), lead.seq());
            if (!result.reasons().isEmpty()) {
                reported.add(
                        new ReportedLead(progress.leadsDone(), lead.entityId(), result.reasons()));
            }
            if (budget.isSpent()) {
                break;
            }
        }
        BulkReportStore.insertAll(commands.tx(), of.id(), reported);
        return progress;
    }

    private Undone result(String leadId, long first) {
        try {
            return switch (of.action()) {
                case CHANGE -> Undone.of(change(leadId));
                case DELETE -> Undone.of(delete(leadId));
                case UNDO -> new LeadUndo(reader, commands, undone()).undo(leadId, first);
            };
        } catch (Problem problem) {
            List<InputError> reasons = JobCommands.reasons(problem);
            return new Undone(Result.REFUSED, reasons);
        }
    }

    private String undone() {
        String via = of.undoes();
        if (via == null) {
            throw new IllegalStateException(of.id() + " undoes nothing");
        }
        return via;
    }

    private Result change(String leadId) {
        Lead before = LeadStore.find(commands.tx(), leadId).orElse(null);
        ObjectNode input = Json.tree(of.fields());
        List<String> add = texts(input, BulkFields.ADD_TAGS);
        List<String> remove = texts(input, BulkFields.REMOVE_TAGS);
        if (before != null && !(add.isEmpty() && remove.isEmpty())) {
            input.set("tags", Json.tree(tags(before.tags(), add, remove)));
        }
        input.put("id", leadId);
        Integer version =
                commands.attempt(CommandCatalog.bind(LeadCommand.UPDATE, input)).version();
        return isLater(version, before) ? Result.CHANGED : Result.UNCHANGED;
    }

    private static List<String> texts(ObjectNode input, String field) {
        List<String> texts = new ArrayList<>();
        input.path(field).forEach(each -> texts.add(each.asText()));
        input.remove(field);
        return texts;
    }

    private static List<String> tags(List<String> existing, List<String> add, List<String> remove) {
        Map<String, String> tags = new LinkedHashMap<>();
        existing.forEach(tag -> tags.put(Fold.of(tag), tag));
        add.forEach(tag -> tags.putIfAbsent(Fold.of(tag), tag));
        remove.forEach(tag -> tags.remove(Fold.of(tag)));
        return List.copyOf(tags.values());
    }

    private Result delete(String leadId) {
        Lead before = LeadStore.find(commands.tx(), leadId).orElse(null);
        Integer version = commands.attempt(new LeadCommand.Delete(leadId)).version();
        return isLater(version, before) ? Result.DELETED : Result.UNCHANGED;
    }

    private static boolean isLater(@Nullable Integer version, @Nullable Lead before) {
        return version != null && before != null && version > before.version();
    }
}
