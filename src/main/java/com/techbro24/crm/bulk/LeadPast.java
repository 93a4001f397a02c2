package com.techbro24.crm.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.Via;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What an import or a bulk change did to a lead, and what has happened to the lead since. */
final class LeadPast {
    private static final int CHANGES_AT_ONCE = 100;

    /** Oldest first, from the first change of the import on. */
    private final List<Change> changes;

    /** What it did, and what rules did in answer. */
    private final Set<Long> own = new HashSet<>();

    /** What an earlier undo of it did. */
    private final Set<Long> undone = new HashSet<>();

    /** The fields that the undo of something else restored, by what it undid. */
    private final Map<String, Set<String>> takenBack = new HashMap<>();

    private final Map<String, JsonNode> restorable = new LinkedHashMap<>();
    private final Map<String, Instant> changedSince = new LinkedHashMap<>();

    private LeadPast(List<Change> changes, String via) {
        this.changes = changes;
        String undoVia = Via.undoOf(via);
        for (Change change : changes) {
            if (via.equals(change.via()) || isAnswer(change, own)) {
                own.add(change.seq());
            } else if (undoVia.equals(change.via()) || isAnswer(change, undone)) {
                undone.add(change.seq());
            } else if (Via.isUndo(change.via())) {
                takenBack
                        .computeIfAbsent(change.via(), what -> new HashSet<>())
                        .addAll(LeadFieldsBefore.of(change).keySet());
            }
        }
        compare();
    }

    /**
     * @param via how the log names the import or bulk change
     * @param first the seq of its first change of the lead
     */
    static LeadPast read(Tx tx, ChangeReader reader, String leadId, String via, long first) {
        List<Change> newestFirst = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (before > first) {
            List<Change> some = reader.of(tx, Lead.TYPE, leadId, before, CHANGES_AT_ONCE);
            some.stream().filter(change -> change.seq() >= first).forEach(newestFirst::add);
            before = some.size() < CHANGES_AT_ONCE ? first : some.getLast().seq();
        }
        return new LeadPast(newestFirst.reversed(), via);
    }

    private static boolean isAnswer(Change change, Set<Long> to) {
        Long cause = change.cause();
        return cause != null && to.contains(cause);
    }

    /** Whether a person did it, or something else that acts for one. */
    private boolean isTouch(Change change) {
        return change.actor() != null
                && !own.contains(change.seq())
                && !undone.contains(change.seq())
                && !isAnswer(change, own)
                && !isTakenBack(change, LeadFieldsBefore.of(change).keySet());
    }

    /** Whether it is the undo of something else, or something else that was undone as a whole. */
    private boolean isTakenBack(Change change, Set<String> fields) {
        String via = change.via();
        if (via == null) {
            return false;
        }
        Set<String> back = takenBack.get(Via.undoOf(via));
        return takenBack.containsKey(via) || back != null && back.containsAll(fields);
    }

    /** Walks back in time: what was changed last by it can be restored. */
    private void compare() {
        Set<String> stopped = new HashSet<>();
        Map<String, Instant> others = new LinkedHashMap<>();
        Set<String> settled = new HashSet<>();
        for (Change change : changes.reversed()) {
            boolean isOwn = own.contains(change.seq());
            LeadFieldsBefore.of(change)
                    .forEach(
                            (field, value) -> {
                                if (isOwn && !stopped.contains(field)) {
                                    restorable.put(field, value);
                                } else if (isOwn && others.containsKey(field)) {
                                    changedSince.put(
                                            field, Objects.requireNonNull(others.get(field)));
                                } else if (!isOwn && !isTakenBack(change, Set.of(field))) {
                                    stopped.add(field);
                                    if (undone.contains(change.seq())) {
                                        settled.add(field);
                                    } else if (!settled.contains(field)) {
                                        others.putIfAbsent(field, change.at());
                                    }
                                }
                            });
        }
        changedSince.keySet().removeAll(restorable.keySet());
    }

    /** Whether it created the lead. */
    boolean isCreation() {
        return !changes.isEmpty()
                && own.contains(changes.getFirst().seq())
                && changes.getFirst().kind() == LeadChange.CREATED;
    }

    /** Whether it deleted the lead, and nobody restored or deleted it since. */
    boolean isDeletion() {
        return changes.reversed().stream()
                .filter(
                        change ->
                                change.kind() == LeadChange.DELETED
                                        || change.kind() == LeadChange.RESTORED)
                .findFirst()
                .filter(change -> own.contains(change.seq()))
                .filter(change -> change.kind() == LeadChange.DELETED)
                .isPresent();
    }

    /** When somebody last touched the lead, in ISO 8601; empty if nobody did. */
    List<String> touches() {
        return changes.stream()
                .filter(this::isTouch)
                .map(change -> Times.format(change.at()))
                .toList();
    }

    /** Whether one of these changes of its calls and reminders is somebody's. */
    boolean isTouchedBy(List<Change> belongings) {
        return belongings.stream().anyMatch(this::isTouch);
    }

    /** The old values of the fields that it set and that have not changed since. */
    Map<String, JsonNode> restorable() {
        return restorable;
    }

    /** The fields that it set and that have changed since, with the time. */
    Map<String, Instant> changedSince() {
        return changedSince;
    }
}
