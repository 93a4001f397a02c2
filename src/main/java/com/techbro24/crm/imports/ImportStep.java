package com.techbro24.crm.imports;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.JobCommands;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.StepBudget;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.imports.ImportProgress.Result;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.LeadsByContact;
import com.techbro24.crm.leads.external.ExternalId;
import com.techbro24.crm.leads.external.ExternalIdCommand;
import com.techbro24.crm.leads.external.ExternalIdStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Imports some rows and saves the progress in the same transaction. So each row is imported exactly
 * once, also after a crash and with several nodes.
 */
final class ImportStep {
    /** Other problems concern the whole row: a duplicate, a status, a right. */
    private static final Set<Problem.Code> IS_ABOUT_CELLS =
            Set.of(Problem.Code.INVALID, Problem.Code.UNPROCESSABLE);

    private final LeadImport of;
    private final Caller importer;
    private final Tx tx;
    private final JobCommands commands;

    /**
     * The result of a row.
     *
     * @param reasons why it is rejected; empty otherwise
     * @param skippedCells number of bad cells that were left out of an imported row
     */
    record RowResult(
            Result result, List<InputError> reasons, List<InputError> warnings, int skippedCells) {
        static RowResult of(Result result, ImportRow row) {
            return new RowResult(result, List.of(), row.warnings(), row.skippedCells());
        }

        /** Rejected; the reasons include those of cells that were left out in vain. */
        static RowResult refused(ImportRow row, List<InputError> reasons) {
            List<InputError> all = new ArrayList<>(row.bad().errors().values());
            all.addAll(reasons);
            return new RowResult(Result.REFUSED, all, List.of(), 0);
        }
    }

    private ImportStep(CommandRunner runner, LeadImport of, Caller importer, Tx tx) {
        this.of = of;
        this.importer = importer;
        this.tx = tx;
        commands = new JobCommands(runner, tx, importer, of.via());
    }

    /**
     * Imports as many rows as fit in {@code cpuMax} of the writer thread. Empty if the import's
     * progress does not match the rows, because another node was faster or the import ended.
     */
    static Optional<LeadImport> importRow(
            CommandRunner runner, Tx tx, String importId, List<ImportRow> rows, Duration cpuMax) {
        LeadImport of = LeadImportStore.find(tx, importId).orElseThrow();
        ImportProgress progress = LeadImportStore.progress(tx, importId);
        if (of.status() != ImportStatus.RUNNING
                || !rows.isEmpty() && rows.getFirst().row() != progress.rowsDone()) {
            return Optional.empty();
        }
        Optional<Account> account = AccountStore.find(tx, of.agentId()).filter(Account::active);
        if (account.isEmpty()) {
            String why = "The account that started the import is disabled.";
            run(runner, tx, new LeadImportCommand.Fail(importId, why));
        } else {
            Caller importer = Caller.inNameOf(account.get(), Caller.Kind.IMPORT);
            ImportStep step = new ImportStep(runner, of, importer, tx);
            ImportProgress after = step.importAll(progress, rows, cpuMax);
            run(runner, tx, new LeadImportCommand.Advance(importId, after));
        }
        return LeadImportStore.find(tx, importId);
    }

    private static void run(CommandRunner runner, Tx tx, Command command) {
        var _ = runner.run(tx, Submission.of(command, Caller.SYSTEM));
    }

    private ImportProgress importAll(ImportProgress before, List<ImportRow> rows, Duration cpuMax) {
        StepBudget budget = new StepBudget(cpuMax);
        ImportProgress progress = before;
        List<ReportedRow> refused = new ArrayList<>();
        List<ReportedRow> warned = new ArrayList<>();
        for (ImportRow row : rows) {
            RowResult imported = imported(row);
            if (imported.result() == Result.REFUSED) {
                refused.add(reported(row, imported.reasons()));
            }
            boolean warns = !imported.warnings().isEmpty();
            if (warns) {
                warned.add(reported(row, imported.warnings()));
            }
            progress = progress.and(imported.result(), warns, imported.skippedCells());
            if (budget.isSpent()) {
                break;
            }
        }
        ReportedRowStore.REFUSED.insertAll(tx, of.id(), refused);
        ReportedRowStore.WARNED.insertAll(tx, of.id(), warned);
        return progress;
    }

    /**
     * The results of the rows if they were imported now; rolled back.
     *
     * @param caller the importer
     */
    static List<RowResult> dryRun(
            CommandRunner runner, Tx tx, LeadImport of, Caller caller, List<ImportRow> rows) {
        Account account = AccountStore.find(tx, caller.agent()).orElseThrow();
        ImportStep step =
                new ImportStep(runner, of, Caller.inNameOf(account, Caller.Kind.IMPORT), tx);
        return runner.dryRun(tx, () -> rows.stream().map(step::imported).toList());
    }

    /** What only the database knows to be a bad cell, such as an unknown agent, shows here. */
    private RowResult imported(ImportRow row) {
        try {
            return RowResult.of(importRow(row), row);
        } catch (Problem problem) {
            List<InputError> reasons = JobCommands.reasons(problem);
            Optional<ImportRow> without =
                    IS_ABOUT_CELLS.contains(problem.code())
                            ? row.rereading().without(reasons)
                            : Optional.empty();
            return without.isPresent() ? imported(without.get()) : RowResult.refused(row, reasons);
        }
    }

    /**
     * The id of the agent with an email; empty for none. Whether the importer may assign leads to
     * it is checked on import, with the same error as for an unknown id.
     */
    static Function<String, Optional<String>> agents(Database database) {
        return email ->
                email.indexOf('@') < 0
                        ? Optional.empty()
                        : database.read(tx -> AccountStore.findByEmail(tx, email))
                                .map(Account::agentId);
    }

    private static ReportedRow reported(ImportRow row, List<InputError> reasons) {
        return new ReportedRow(row.row() + 1, row.line().line(), reasons, row.line().cells());
    }

    private Result importRow(ImportRow row) {
        Optional<Lead> linked = linked(row);
        if (linked.isPresent()) {
            return of.onDuplicate() == OnDuplicate.UPDATE
                    ? update(linked.get(), row)
                    : Result.DUPLICATE;
        }
        return switch (of.onDuplicate()) {
            case SKIP -> skipOrCreate(row);
            case UPDATE -> updateOrCreate(row);
            case CREATE -> create(row);
        };
    }

    /** The lead that has the row's id of the other system. */
    private Optional<Lead> linked(ImportRow row) {
        if (row.externalId() == null || of.externalSystem() == null) {
            return Optional.empty();
        }
        Optional<ExternalId> known =
                ExternalIdStore.find(tx, of.externalSystem(), row.externalId());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Optional<Lead> lead = LeadStore.find(tx, known.get().leadId()).filter(this::isSeen);
        if (lead.isEmpty()) {
            String message = "A lead that is deleted, or that you cannot see, has this externalId.";
            throw Problem.conflict(message)
                    .with(
                            "errors",
                            List.of(new InputError(ImportMapping.EXTERNAL_ID, "taken", message)));
        }
        return lead;
    }

    private void link(ImportRow row, String leadId) {
        if (row.externalId() != null && of.externalSystem() != null) {
            var link = new ExternalIdCommand.Link(leadId, of.externalSystem(), row.externalId());
            var _ = commands.attempt(link);
        }
    }

    private Result skipOrCreate(ImportRow row) {
        LeadCommand.Create _ = row.create().get();
        boolean exists =
                byId(row).isPresent() || LeadsByContact.isTaken(tx, row.phoneE164(), row.email());
        return exists ? Result.DUPLICATE : create(row);
    }

    private Result updateOrCreate(ImportRow row) {
        Lead existing = byId(row).or(() -> byContact(row)).orElse(null);
        if (existing == null) {
            return create(row);
        }
        if (!existing.id().equals(row.id())) {
            checkSamePerson(existing, row);
        }
        Result result = update(existing, row);
        link(row, existing.id());
        return result;
    }

    private Result update(Lead existing, ImportRow row) {
        Integer version = commands.attempt(row.update(existing)).version();
        return version != null && version > existing.version() ? Result.UPDATED : Result.DUPLICATE;
    }

    /**
     * Two people may share a number. If name and email both differ, the update would replace one
     * person by another, so a person must decide.
     */
    private static void checkSamePerson(Lead existing, ImportRow row) {
        String name = row.input().path("name").textValue();
        if (differs(existing.name(), name) && differs(existing.email(), row.email())) {
            String message =
                    "The lead with this phone has a different name and a different email; update it manually, or add its id to the row.";
            throw Problem.conflict(message)
                    .with("errors", List.of(new InputError("phone", "another_person", message)));
        }
    }

    private static boolean differs(@Nullable String existing, @Nullable String other) {
        return existing != null && other != null && !Fold.of(existing).equals(Fold.of(other));
    }

    private Result create(ImportRow row) {
        Answer answer = commands.attempt(row.create().get());
        link(row, answer.reply(Lead.class).id());
        // A lead with the row's id may exist already.
        return answer.created() ? Result.CREATED : Result.DUPLICATE;
    }

    private Optional<Lead> byId(ImportRow row) {
        return row.id() == null
                ? Optional.empty()
                : LeadStore.find(tx, row.id()).filter(this::isSeen);
    }

    private Optional<Lead> byContact(ImportRow row) {
        return LeadsByContact.withContactOrMerged(tx, row.phoneE164(), row.email()).stream()
                .filter(this::isSeen)
                .findFirst();
    }

    private boolean isSeen(Lead lead) {
        return lead.deletedAt() == null && LeadStore.visibility(tx, lead).isSeenBy(importer);
    }
}
