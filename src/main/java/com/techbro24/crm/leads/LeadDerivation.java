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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Derives again what stored leads had from an older version of the program: the E.164 form and the
 * extension of their numbers, folded names, and what a search looks into. It goes through all leads
 * once for each {@link #VERSION}, some in each transaction, and says in {@code lead_derivation} how
 * far it came.
 */
public final class LeadDerivation {
    /** One more whenever what is derived from the same fields changes. */
    static final int VERSION = 1;

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

    /** Does some leads; whether more are left. */
    public static boolean step(Tx tx, CommandRunner runner) {
        if (isDone(tx)) {
            return false;
        }
        var _ = runner.run(tx, Submission.of(new LeadCommand.DeriveAgain(), Caller.SYSTEM));
        return !isDone(tx);
    }

    private static boolean isDone(Tx tx) {
        return tx.count("SELECT version FROM lead_derivation") >= VERSION;
    }

    static Outcome deriveSome(Context context) {
        Tx tx = context.tx();
        long from = tx.count("SELECT row_number FROM lead_derivation");
        List<Stored> some = stored(tx, from);
        List<Draft> changes = new ArrayList<>();
        for (Stored each : some) {
            derive(each, context.now(), tx).ifPresent(changes::add);
        }
        boolean done = some.size() < LEADS_AT_ONCE_MAX;
        tx.update(
                "UPDATE lead_derivation SET version = ?, row_number = ?",
                done ? VERSION : tx.count("SELECT version FROM lead_derivation"),
                done ? 0 : some.getLast().row());
        return Outcome.changed(null, changes);
    }

    private static List<Stored> stored(Tx tx, long from) {
        return tx.list(
                LeadColumns.SELECT.replace(
                                "SELECT ",
                                "SELECT row_number, name_key, email_key, company_key,"
                                        + " phone_extension, search_text, ")
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
                                LeadColumns.read(row)),
                from);
    }

    /** A lead whose number reads otherwise now has changed; what else differs nobody sees. */
    private static Optional<Draft> derive(Stored stored, Instant now, Tx tx) {
        Lead before = stored.lead();
        String number = PhoneNumbers.e164(before.phone()).orElse(null);
        Lead after =
                Objects.equals(number, before.phoneE164()) ? before : new LeadEdit(before).at(now);
        boolean same =
                stored.nameKey().equals(Fold.of(after.name()))
                        && Objects.equals(stored.emailKey(), LeadColumns.folded(after.email()))
                        && Objects.equals(stored.companyKey(), LeadColumns.folded(after.company()))
                        && Objects.equals(
                                stored.extension(),
                                PhoneNumbers.extension(after.phone()).orElse(null))
                        && stored.searchText().equals(SearchText.of(after.searchFields()));
        if (!same) {
            SearchStore.saveAgain(
                    tx, stored.row(), stored.nameKey(), stored.companyKey(), after.searchFields());
            LeadColumns.derive(tx, after);
        }
        return after == before
                ? Optional.empty()
                : Optional.of(LeadSaving.update(tx, before, after));
    }
}
