package com.techbro24.crm.automation;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Stores a run for each event that a rule answers. */
public final class AutomationFollower implements Follower.Durable {
    private static final String AGENT = "agent";

    private final AutomationServices services;
    private final RuleBooks books;
    private final Runnable wake;

    /** The rules that may answer the changes of the current batch, by seq. */
    private final Map<Long, List<Matching.Candidate>> candidates = new HashMap<>();

    /**
     * @param wake runs when runs were stored
     */
    public AutomationFollower(AutomationServices services, Runnable wake) {
        this.services = services;
        this.books = new RuleBooks(services.database(), services.compiler());
        this.wake = wake;
    }

    @Override
    public String name() {
        return "automation";
    }

    @Override
    public Set<ChangeKind> kinds(ChangeKinds known) {
        return known.all().stream()
                .filter(kind -> !kind.equals(AutomationChange.RAN))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Conditions that need only the event are tested here, off the writer thread. */
    @Override
    public List<Change> relevant(List<Change> changes) {
        if (changes.isEmpty()) {
            return changes;
        }
        candidates.clear();
        books.beginAfter(changes.getFirst().seq() - 1);
        List<Change> relevant = new ArrayList<>();
        for (Change change : changes) {
            if (isRelevant(change)) {
                relevant.add(change);
            }
        }
        return relevant;
    }

    private boolean isRelevant(Change change) {
        if (change.entityType().equals(AutomationRule.TYPE)) {
            books.put(Json.read(change.after(), AutomationRule.class), change.seq());
            return true;
        }
        RuleBook book = books.at(change.seq());
        if (book.isEmpty() || change.entityType().equals(AutomationRun.TYPE)) {
            return false;
        }
        List<Matching.Candidate> found = services.matching().candidates(book, change);
        if (!found.isEmpty()) {
            candidates.put(change.seq(), found);
        }
        return !found.isEmpty() || mayEndOwnership(change, book);
    }

    private static boolean mayEndOwnership(Change change, RuleBook book) {
        return change.kind().isOfAccount()
                && change.entityType().equals(AGENT)
                && book.hasOwner(change.entityId());
    }

    @Override
    public void follow(Tx tx, Change change) {
        if (change.entityType().equals(AutomationRule.TYPE)) {
            AutomationStore.putInForce(
                    tx, Json.read(change.after(), AutomationRule.class), change.seq());
            return;
        }
        if (change.kind().isOfAccount() && change.entityType().equals(AGENT)) {
            services.guard().checkOwner(tx, change.entityId(), change.seq());
        }
        boolean stored = false;
        for (Matching.Candidate each : candidates.getOrDefault(change.seq(), List.of())) {
            stored |= services.matchAlone(tx, each, change);
        }
        if (stored) {
            wake.run();
        }
    }
}
