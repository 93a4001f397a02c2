package com.techbro24.crm.leads;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.search.SearchStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code leads} and {@code lead_tags}. */
public final class LeadStore {
    private static final Listing<Lead> LISTING =
            new Listing<>(LeadColumns.SELECT, "id", "-updatedAt", LeadColumns.COLUMNS::read)
                    .numbered("row_number")
                    .sort("updatedAt", "updated_at", Lead::updatedAt)
                    .sort("createdAt", "created_at", Lead::createdAt)
                    .sort("statusSince", LeadColumns.STATUS_SINCE, Lead::statusSince)
                    .sort("name", "name_key", lead -> Fold.of(lead.name()))
                    .sort("score", "score", Lead::score)
                    .sort(
                            "priority",
                            "priority_rank",
                            lead -> lead.priority().rank(),
                            "updated_at",
                            Lead::updatedAt)
                    .sort("value", "COALESCE(value, -1)", LeadColumns::valueInOrder)
                    .sort(
                            "nextFollowUpAt",
                            LeadColumns.FOLLOW_UP_IN_ORDER,
                            LeadColumns::followUpInOrder);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    public static final RowType<Lead> ROWS =
            new RowType<>(
                    Lead.TYPE,
                    Lead.class,
                    false,
                    LISTING,
                    caller -> {
                        Listing.Filter filter = new Listing.Filter().and("deleted_at IS NULL");
                        Visibility.where(filter, "assigned_agent_id", caller);
                        return filter;
                    });

    private LeadStore() {}

    public static Optional<Lead> find(Tx tx, String id) {
        return tx.first(LeadColumns.SELECT + " WHERE id = ?", LeadColumns.COLUMNS::read, id);
    }

    /**
     * The lead, if the caller can see it; otherwise it is reported as not found. Deleted leads are
     * visible to those who can restore them.
     */
    public static Lead get(Tx tx, String id, Caller caller) {
        return findVisible(tx, id, caller).orElseThrow(() -> Problem.notFound(Lead.TYPE));
    }

    static Optional<Lead> findVisible(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(lead -> !isHidden(lead, caller))
                .filter(lead -> visibility(tx, lead).isSeenBy(caller));
    }

    /** A merged lead is not hidden: the caller learns into which lead it was merged. */
    private static boolean isHidden(Lead lead, Caller caller) {
        return lead.isDeleted() && lead.mergedIntoId() == null && caller.role() == Role.AGENT;
    }

    /** The ids of the lead and of all that were merged into it, or into those. */
    public static List<String> withMerged(Tx tx, String id) {
        return tx.list(
                "WITH RECURSIVE merged (id) AS (SELECT id FROM leads WHERE id = ? UNION"
                        + " SELECT leads.id FROM merged JOIN leads"
                        + " ON leads.merged_into_id = merged.id) SELECT id FROM merged",
                Row::text,
                id);
    }

    /** A lead and its row number; row numbers follow the order of creation. */
    record Numbered(long row, Lead lead) {}

    /** The existing leads after a row number whose score the rules set, ordered by row number. */
    static List<Numbered> scoredByRules(Tx tx, long row, int rowsMax) {
        return tx.list(
                LeadColumns.COLUMNS.select("row_number")
                        + " WHERE row_number > ? AND deleted_at IS NULL AND NOT score_by_hand"
                        + " ORDER BY row_number LIMIT ?",
                found -> new Numbered(found.longInteger(), LeadColumns.COLUMNS.read(found)),
                row,
                rowsMax);
    }

    /** Who can see the lead, by the current team of its agent. */
    public static Visibility visibility(Tx tx, Lead lead) {
        String agentId = lead.assignedAgentId();
        return lead.visibility(
                agentId == null ? null : AccountStore.teamOf(tx, agentId).orElse(null));
    }

    public static Page<Lead> list(Tx tx, LeadFilter filter, Paging paging) {
        String sort = paging.sort() == null ? filter.sort() : paging.sort();
        Paging effective = new Paging(paging.limit(), paging.cursor(), sort, paging.total());
        return LISTING.page(tx, filter.sql(), effective);
    }

    /** The ids of the leads that a filter matches, oldest first. */
    public static List<String> ids(Tx tx, LeadFilter filter, int rowsMax) {
        List<@Nullable Object> values = filter.sql().values();
        values.add(rowsMax);
        return tx.list(
                "SELECT id FROM leads" + filter.sql().where() + " ORDER BY row_number LIMIT ?",
                Row::text,
                values.toArray());
    }

    /** How many leads a filter matches, by status. */
    public static Map<LeadStatus, Integer> statusCounts(Tx tx, LeadFilter filter) {
        Map<LeadStatus, Integer> counts = new EnumMap<>(LeadStatus.class);
        tx.list(
                        "SELECT status, COUNT(*) FROM leads"
                                + filter.sql().where()
                                + " GROUP BY status",
                        row -> Map.entry(row.word(LeadStatus.class), row.integer()),
                        filter.sql().values().toArray())
                .forEach(each -> counts.put(each.getKey(), each.getValue()));
        return counts;
    }

    /** How many of the leads with these ids the caller can see, by status. */
    public static Map<LeadStatus, Integer> statusCounts(
            Tx tx, Collection<String> ids, Caller caller) {
        Map<LeadStatus, Integer> counts = new EnumMap<>(LeadStatus.class);
        LISTING.withIds(tx, new LeadFilter(caller).sql(), ids)
                .forEach(lead -> counts.merge(lead.status(), 1, Integer::sum));
        return counts;
    }

    /** The leads with these row numbers, in the given order. */
    static List<Lead> byRows(Tx tx, List<Long> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(rows.size(), "?"));
        Map<Long, Lead> found = new HashMap<>();
        tx.list(
                        LeadColumns.COLUMNS.select("row_number")
                                + " WHERE row_number IN ("
                                + marks
                                + ")",
                        row -> Map.entry(row.longInteger(), LeadColumns.COLUMNS.read(row)),
                        rows.toArray())
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return rows.stream().flatMap(row -> Stream.ofNullable(found.get(row))).toList();
    }

    /** Whether a create command with this hash and a client-provided id created it. */
    static boolean isCreatedBy(Tx tx, String id, String hash) {
        return tx.exists("SELECT 1 FROM leads WHERE id = ? AND brought_hash = ?", id, hash);
    }

    /** Allocates the numbers of new rows; the last number is read by {@link Tx#once}. */
    private static final class Rows {
        private long last;

        private Rows(long last) {
            this.last = last;
        }

        static Rows read(Tx tx) {
            return new Rows(tx.count("SELECT COALESCE(MAX(row_number), 0) FROM leads"));
        }

        long next() {
            return ++last;
        }
    }

    public static void insert(Tx tx, Lead lead, @Nullable String creationHash) {
        long row = tx.cached(Rows.class, Rows::read).next();
        LeadColumns.COLUMNS.insert(tx, lead, row, creationHash);
        saveTags(tx, row, Set.of(), tags(lead));
        SearchStore.save(tx, row, null, lead.searchFields());
        LeadLoadStore.move(tx, null, lead);
        LeadStatusStore.begin(tx, lead);
        DoNotCallStore.follow(tx, null, lead);
    }

    static void update(Tx tx, Lead before, Lead after) {
        Set<String> tagsBefore = tags(before);
        Set<String> tagsAfter = tags(after);
        boolean textChanged = SearchStore.differ(before.searchFields(), after.searchFields());
        if (textChanged || !tagsBefore.equals(tagsAfter)) {
            long row = tx.count("SELECT row_number FROM leads WHERE id = ?", after.id());
            saveTags(tx, row, tagsBefore, tagsAfter);
            if (textChanged) {
                SearchStore.save(tx, row, before.searchFields(), after.searchFields());
            }
        }
        LeadColumns.update(tx, before, after);
        LeadLoadStore.move(tx, before, after);
        if (after.status() != before.status()) {
            LeadStatusStore.step(tx, after);
        }
        DoNotCallStore.follow(tx, before, after);
    }

    private static void saveTags(Tx tx, long row, Set<String> before, Set<String> after) {
        List<@Nullable Object[]> removed = tagRows(row, before, after);
        if (!removed.isEmpty()) {
            tx.updateAll("DELETE FROM lead_tags WHERE tag_key = ? AND lead_row = ?", removed);
        }
        List<@Nullable Object[]> added = tagRows(row, after, before);
        if (!added.isEmpty()) {
            tx.updateAll("INSERT INTO lead_tags (tag_key, lead_row) VALUES (?, ?)", added);
        }
    }

    private static List<@Nullable Object[]> tagRows(
            long row, Set<String> tags, Set<String> except) {
        List<@Nullable Object[]> rows = new ArrayList<>(tags.size());
        for (String tag : tags) {
            if (!except.contains(tag)) {
                rows.add(new @Nullable Object[] {tag, row});
            }
        }
        return rows;
    }

    private static Set<String> tags(Lead lead) {
        Set<String> tags = new HashSet<>();
        for (String tag : lead.tags()) {
            tags.add(Fold.of(tag));
        }
        return tags;
    }
}
