package com.techbro24.crm.leads.consent;

import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code consent_entries}; it adds and reads, and changes nothing. */
public final class ConsentStore {
    private static final Columns<ConsentEntry> COLUMNS =
            Columns.of(MethodHandles.lookup(), ConsentEntry.class, "consent_entries")
                    .derived("about_calls", entry -> entry.action().isAboutCalls())
                    .insertOnly("entry_number")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<ConsentEntry> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .numbered("entry_number")
                    .sort("createdAt", "created_at", ConsentEntry::createdAt);

    private static final String IS_LAST =
            "NOT EXISTS (SELECT 1 FROM consent_entries later"
                    + " WHERE later.lead_id = consent_entries.lead_id"
                    + " AND later.channel = consent_entries.channel"
                    + " AND later.about_calls = consent_entries.about_calls"
                    + " AND later.entry_number > consent_entries.entry_number)";

    /** The fields by which a list can be sorted. */
    public static final Collection<String> SORTS = LISTING.sorts();

    private ConsentStore() {}

    /**
     * The filters of a list of entries; an empty list and null mean no filter.
     *
     * @param standing whether to list only what stands
     */
    public record Filter(
            List<String> leadIds,
            List<ConsentChannel> channels,
            List<ConsentAction> actions,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean standing) {}

    public static Page<ConsentEntry> list(Tx tx, Filter by, Paging paging) {
        Listing.Filter filter =
                new Listing.Filter()
                        .in("lead_id", by.leadIds())
                        .in("channel", by.channels())
                        .in("action", by.actions())
                        .between("created_at", by.from(), by.to());
        return LISTING.page(tx, by.standing() ? filter.and(IS_LAST) : filter, paging);
    }

    /** What stands for a lead: the last entry of each channel about consent and about calls. */
    public static List<ConsentEntry> standing(Tx tx, String leadId) {
        return tx.list(
                SELECT + " WHERE lead_id = ? AND " + IS_LAST + " ORDER BY entry_number",
                COLUMNS::read,
                leadId);
    }

    /** Whether a lead has withdrawn its consent to a channel, and not given it again. */
    public static boolean isWithdrawn(Tx tx, String leadId, ConsentChannel channel) {
        return standing(tx, leadId).stream()
                .anyMatch(
                        entry ->
                                entry.channel() == channel
                                        && entry.action() == ConsentAction.WITHDRAWN);
    }

    /** Adds an entry; returns it as it was stored. */
    public static ConsentEntry add(Tx tx, ConsentEntry entry) {
        Optional<Instant> last =
                tx.first(
                        SELECT
                                + " WHERE lead_id = ? ORDER BY created_at DESC, entry_number DESC"
                                + " LIMIT 1",
                        row -> COLUMNS.read(row).createdAt(),
                        entry.leadId());
        ConsentEntry stored = last.map(entry::notBefore).orElse(entry);
        COLUMNS.insert(tx, stored, tx.cached(Numbers.class, Numbers::read).next());
        return stored;
    }

    /** Allocates the numbers of new entries. */
    private static final class Numbers {
        private long last;

        private Numbers(long last) {
            this.last = last;
        }

        static Numbers read(Tx tx) {
            return new Numbers(
                    tx.count("SELECT COALESCE(MAX(entry_number), 0) FROM consent_entries"));
        }

        long next() {
            return ++last;
        }
    }
}
