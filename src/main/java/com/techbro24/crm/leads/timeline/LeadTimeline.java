package com.techbro24.crm.leads.timeline;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadDependents;
import com.techbro24.crm.leads.LeadStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes of a lead, of leads merged into it, and of their calls and reminders, newest first.
 * They are read from the log by index.
 */
public final class LeadTimeline {
    private static final int RADIX = 36;

    private final Tx tx;
    private final ChangeReader reader;
    private final Caller caller;
    private final List<String> leadIds;
    private final List<LeadDependents> dependents;

    /** Caches whether the caller can see the changes of a row. */
    private final Map<String, Boolean> visible = new HashMap<>();

    public LeadTimeline(
            Tx tx, ChangeReader reader, Lead lead, Caller caller, List<LeadDependents> dependents) {
        this.tx = tx;
        this.reader = reader;
        this.caller = caller;
        this.leadIds = LeadStore.withMerged(tx, lead.id());
        this.dependents = dependents;
    }

    public Page<TimelineEntry> page(Paging paging) {
        List<Change> found = found(before(paging), paging.limit() + 1);
        List<TimelineEntry> entries =
                found.stream().limit(paging.limit()).map(TimelineEntry::of).toList();
        String next =
                found.size() > paging.limit()
                        ? Long.toString(entries.getLast().seq(), RADIX)
                        : null;
        Long total = paging.total() ? (Long) total() : null;
        return new Page<>(entries, new Page.Mark(paging.limit(), next, total));
    }

    /** Reads until {@code rowsMax} visible changes are found or none is left. */
    private List<Change> found(long before, int rowsMax) {
        List<Change> found = new ArrayList<>(rowsMax);
        long from = before;
        while (true) {
            List<Change> newest = newest(from, rowsMax);
            for (Change change : newest) {
                if (found.size() < rowsMax && isVisible(change.entityType(), change.entityId())) {
                    found.add(change);
                }
            }
            if (newest.size() < rowsMax || found.size() == rowsMax) {
                return found;
            }
            from = newest.getLast().seq();
        }
    }

    private List<Change> newest(long before, int rowsMax) {
        List<Change> all = new ArrayList<>();
        for (String leadId : leadIds) {
            all.addAll(reader.of(tx, Lead.TYPE, leadId, before, rowsMax));
            all.addAll(reader.about(tx, new Subject(Lead.TYPE, leadId), before, rowsMax));
        }
        return all.stream()
                .sorted(Comparator.comparingLong(Change::seq).reversed())
                .limit(rowsMax)
                .toList();
    }

    private long total() {
        return leadIds.stream()
                .flatMap(leadId -> reader.countsAbout(tx, new Subject(Lead.TYPE, leadId)).stream())
                .filter(count -> isVisible(count.entityType(), count.entityId()))
                .mapToLong(ChangeReader.Count::changes)
                .sum();
    }

    private boolean isVisible(String entityType, String entityId) {
        return entityType.equals(Lead.TYPE)
                || visible.computeIfAbsent(
                        entityType + " " + entityId,
                        key ->
                                dependents.stream()
                                        .filter(each -> each.entityType().equals(entityType))
                                        .anyMatch(each -> each.isVisibleTo(caller, entityId, tx)));
    }

    private static long before(Paging paging) {
        String cursor = paging.cursor();
        return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor, RADIX);
    }

    static boolean isCursor(String text) {
        try {
            long _ = Long.parseLong(text, RADIX);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
