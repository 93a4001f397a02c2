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
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.imports.ImportProgress.Result;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHolders;
import com.techbro24.crm.leads.LeadStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes some rows of an import, and writes down how far it came, in the one transaction that it is
 * given: so each row is taken once, whatever ends in between, and whichever node does the next.
 */
final class ImportStep {
    private static final Logger LOG = LoggerFactory.getLogger(ImportStep.class);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final CommandRunner runner;
    private final LeadImport of;
    private final Caller importer;
    private final Tx tx;

    /**
     * What a row came to.
     *
     * @param reasons why it is refused; empty where it is not
     */
    record Taken(Result result, List<InputError> reasons, List<InputError> warnings) {}

    private ImportStep(CommandRunner runner, LeadImport of, Caller importer, Tx tx) {
        this.runner = runner;
        this.of = of;
        this.importer = importer;
        this.tx = tx;
    }

    /**
     * Takes the rows, as many as fit in {@code cpuMax} of the writer's thread; empty where the
     * import does not stand where the rows begin, for another node was faster, or somebody ended
     * it.
     */
    static Optional<LeadImport> take(
            CommandRunner runner, Tx tx, String importId, List<ImportRow> rows, Duration cpuMax) {
        LeadImport of = LeadImportStore.find(tx, importId).orElseThrow();
        ImportProgress progress = LeadImportStore.progress(tx, importId);
        if (of.status() != ImportStatus.RUNNING
                || !rows.isEmpty() && rows.getFirst().row() != progress.rowsDone()) {
            return Optional.empty();
        }
        Optional<Account> account = AccountStore.find(tx, of.agentId()).filter(Account::active);
        if (account.isEmpty()) {
            String why = "The account of who began it is disabled.";
            give(runner, tx, new LeadImportCommand.Fail(importId, why));
        } else {
            Caller importer = Caller.inNameOf(account.get(), Caller.Kind.IMPORT);
            ImportStep step = new ImportStep(runner, of, importer, tx);
            ImportProgress after = step.takeAll(progress, rows, cpuMax);
            give(runner, tx, new LeadImportCommand.Advance(importId, after));
        }
        return LeadImportStore.find(tx, importId);
    }

    private static void give(CommandRunner runner, Tx tx, Command command) {
        var _ = runner.run(tx, Submission.of(command, Caller.SYSTEM));
    }

    private ImportProgress takeAll(ImportProgress before, List<ImportRow> rows, Duration cpuMax) {
        long start = THREADS.getCurrentThreadCpuTime();
        ImportProgress progress = before;
        List<ReportedRow> refused = new ArrayList<>();
        List<ReportedRow> warned = new ArrayList<>();
        for (ImportRow row : rows) {
            Taken taken = taken(row);
            if (taken.result() == Result.REFUSED) {
                refused.add(reported(row, taken.reasons()));
            }
            boolean warns = !taken.warnings().isEmpty();
            if (warns) {
                warned.add(reported(row, taken.warnings()));
            }
            progress = progress.and(taken.result(), warns);
            if (THREADS.getCurrentThreadCpuTime() - start > cpuMax.toNanos()) {
                break;
            }
        }
        ReportedRowStore.REFUSED.insertAll(tx, of.id(), refused);
        ReportedRowStore.WARNED.insertAll(tx, of.id(), warned);
        return progress;
    }

    /**
     * What the rows would come to, were they taken now; nothing of it stays.
     *
     * @param caller in whose name they would be taken
     */
    static List<Taken> dryRun(
            CommandRunner runner, Tx tx, LeadImport of, Caller caller, List<ImportRow> rows) {
        Account account = AccountStore.find(tx, caller.agent()).orElseThrow();
        ImportStep step =
                new ImportStep(runner, of, Caller.inNameOf(account, Caller.Kind.IMPORT), tx);
        return runner.dryRun(tx, () -> rows.stream().map(step::taken).toList());
    }

    private Taken taken(ImportRow row) {
        try {
            return new Taken(take(row), List.of(), row.warnings());
        } catch (Problem problem) {
            return new Taken(Result.REFUSED, ImportRow.reasons(problem), List.of());
        }
    }

    /**
     * The id of the agent with an email; empty where there is none. Whether the importer may give
     * it leads is decided when the row is taken, and answered as for an id that nobody has.
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

    private Result take(ImportRow row) {
        return switch (of.onDuplicate()) {
            case SKIP -> skipOrCreate(row);
            case UPDATE -> updateOrCreate(row);
            case CREATE -> create(row.create().get());
        };
    }

    private Result skipOrCreate(ImportRow row) {
        LeadCommand.Create create = row.create().get();
        if (byId(row).isPresent()) {
            return Result.DUPLICATE;
        }
        try {
            return create(create);
        } catch (Problem problem) {
            if (isTaken(problem)) {
                return Result.DUPLICATE;
            }
            throw problem;
        }
    }

    private static boolean isTaken(Problem problem) {
        return problem.code() == Problem.Code.CONFLICT
                && ImportRow.reasons(problem).stream()
                        .allMatch(reason -> reason.code().equals("taken"));
    }

    private Result updateOrCreate(ImportRow row) {
        Lead standing = byId(row).or(() -> byReach(row)).orElse(null);
        if (standing == null) {
            return create(row.create().get());
        }
        if (!standing.id().equals(row.id())) {
            refuseAnotherPerson(standing, row);
        }
        Integer version = attempt(row.update(standing)).version();
        return version != null && version > standing.version() ? Result.UPDATED : Result.DUPLICATE;
    }

    /**
     * Two people may share a number. Where name and email both are others, the row would put one
     * person over another; which of them the number belongs to is for a person to say.
     */
    private static void refuseAnotherPerson(Lead standing, ImportRow row) {
        String name = row.input().path("name").textValue();
        if (isOther(standing.name(), name) && isOther(standing.email(), row.email())) {
            String message =
                    "The lead with this phone has another name and another email; update it by"
                            + " hand, or give the row its id.";
            throw Problem.conflict(message)
                    .with("errors", List.of(new InputError("phone", "another_person", message)));
        }
    }

    private static boolean isOther(@Nullable String standing, @Nullable String brought) {
        return standing != null && brought != null && !Fold.of(standing).equals(Fold.of(brought));
    }

    private Result create(LeadCommand.Create create) {
        // The id that the row brings may stand already, as this very lead.
        return attempt(create).created() ? Result.CREATED : Result.DUPLICATE;
    }

    private Optional<Lead> byId(ImportRow row) {
        return row.id() == null
                ? Optional.empty()
                : LeadStore.find(tx, row.id()).filter(this::isSeen);
    }

    private Optional<Lead> byReach(ImportRow row) {
        return LeadHolders.holders(tx, row.phoneE164(), row.email()).stream()
                .filter(this::isSeen)
                .findFirst();
    }

    private boolean isSeen(Lead lead) {
        return lead.deletedAt() == null && LeadStore.visibility(tx, lead).isSeenBy(importer);
    }

    /** One row's fault is its own: it is refused, and the others go on. */
    private Answer attempt(Command command) {
        try {
            return runner.attempt(tx, Submission.of(command, importer).via("import:" + of.id()));
        } catch (Problem problem) {
            throw problem;
        } catch (DatabaseException e) {
            if (e.isTransient()) {
                throw e;
            }
            throw told(e);
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    private Problem told(RuntimeException error) {
        LOG.error("a row of the import {} failed", of.id(), error);
        return Problem.of(Problem.Code.FAULT, "Something went wrong on our side.");
    }
}
