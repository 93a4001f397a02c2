package com.techbro24.crm.automation;

import com.techbro24.crm.database.Database;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The rules in force at each point of the log that a follower may still process. Every node reads
 * every change of a rule, so its books are right whichever node does the work. Used by one thread.
 */
final class RuleBooks {
    private final Database database;
    private final RuleCompiler compiler;

    /** By the seq from which on a book is in force. */
    private final NavigableMap<Long, RuleBook> books = new TreeMap<>();

    RuleBooks(Database database, RuleCompiler compiler) {
        this.database = database;
        this.compiler = compiler;
    }

    /** Begins a batch after this seq; an earlier one may be repeated after a failure. */
    void beginAfter(long seq) {
        Long from = books.floorKey(seq);
        if (from == null) {
            books.clear();
            List<AutomationRule> rules = database.read(tx -> AutomationStore.inForce(tx, seq));
            books.put(seq, RuleBook.of(rules, compiler));
        } else {
            books.headMap(from).clear();
        }
    }

    /** The rules that an event at this seq meets. */
    RuleBook at(long seq) {
        var found = books.lowerEntry(seq);
        return found == null ? RuleBook.EMPTY : found.getValue();
    }

    /** From this seq on, events meet this version of the rule. */
    void put(AutomationRule rule, long seq) {
        if (!books.containsKey(seq)) {
            books.put(seq, at(seq).with(rule, compiler));
        }
    }
}
