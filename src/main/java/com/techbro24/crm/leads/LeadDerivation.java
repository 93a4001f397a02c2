package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.search.SearchStore;
import com.techbro24.crm.leads.search.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes derived columns that an older version of the program stored: the E.164 form and
 * extension of numbers, folded names, and the search text. It processes all leads once per {@link
 * #VERSION}, in batches, and stores its progress in {@code lead_derivation}.
 */
public final class LeadDerivation {
    /** Increment it whenever the derivation changes. */
    static final int VERSION = 2;

    private static final int LEADS_AT_ONCE_MAX = 100;

    private LeadDerivation() {}

    /** A row whose derived columns are to be compared. */
    private record Stored(
            long row,
            String nameKey,
            @Nullable String emailKey,
            @Nullable String companyKey,
            @Nullable String extension,
            String searchText,
            Lead lead) {}

    /** Processes a batch; returns whether more are left. */
    public static boolean step(Tx tx, CommandRunner runner) {
        if (isDone(tx)) {
            return false;
        }
        var _ = runner.run(tx, Submission.of(new LeadCommand.RecomputeDerived(), Caller.SYSTEM));
        return !isDone(tx);
    }

    private static boolean isDone(Tx tx) {
        return tx.count("SELECT version FROM lead_derivation") >= VERSION;
    }

    static Outcome recomputeBatch(Context context) {
        Tx tx = context.tx();
        long from = tx.count("SELECT row_number FROM lead_derivation");
        List<Stored> batch = stored(tx, from);
        List<Draft> changes = new ArrayList<>();
        for (Stored each : batch) {
            derive(each, context).ifPresent(changes::add);
        }
        boolean done = batch.size() < LEADS_AT_ONCE_MAX;
        tx.update(
                "UPDATE lead_derivation SET version = ?, row_number = ?",
                done ? VERSION : tx.count("SELECT version FROM lead_derivation"),
                done ? 0 : batch.getLast().row());
        return Outcome.changed(null, changes);
    }

    private static List<Stored> stored(Tx tx, long from) {
        return tx.list(
                LeadColumns.COLUMNS.select(
                                "row_number",
                                "name_key",
                                "email_key",
                                "company_key",
                                "phone_extension",
                                "search_text")
                        + " WHERE row_number > ? ORDER BY row_number LIMIT "
                        + LEADS_AT_ONCE_MAX,
                row ->
                        new Stored(
                                row.longInteger(),
                                row.text(),
                                row.textOrNull(),
                                row.textOrNull(),
                                row.textOrNull(),
                                row.text(),
                                LeadColumns.COLUMNS.read(row)),
                from);
    }

    /** Only a new E.164 form is a visible change; other derived columns are internal. */
    private static Optional<Draft> derive(Stored stored, Context context) {
        Tx tx = context.tx();
        Lead before = stored.lead();
        String number = PhoneNumbers.e164(before.phone()).orElse(null);
        Lead after =
                Objects.equals(number, before.phoneE164())
                        ? before
                        : new LeadEdit(before).nextVersion(context.now());
        boolean same =
                stored.nameKey().equals(Fold.of(after.name()))
                        && Objects.equals(stored.emailKey(), LeadColumns.folded(after.email()))
                        && Objects.equals(stored.companyKey(), LeadColumns.folded(after.company()))
                        && Objects.equals(
                                stored.extension(),
                                PhoneNumbers.extension(after.phone()).orElse(null))
                        && stored.searchText().equals(SearchText.of(after.searchFields()));
        if (!same) {
            SearchStore.rebuild(
                    tx, stored.row(), stored.nameKey(), stored.companyKey(), after.searchFields());
            LeadColumns.derive(tx, after);
        }
        return after == before
                ? Optional.empty()
                : Optional.of(LeadSaving.update(context, before, after));
    }
}
