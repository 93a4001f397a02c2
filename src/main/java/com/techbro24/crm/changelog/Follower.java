package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Set;

/** Receives every change after its commit, in the order of the log. */
public sealed interface Follower {
    /** A unique name in lower_snake_case; the key of a durable follower's cursor. */
    String name();

    /**
     * Receives new changes on each node, for work that is useless later, such as sending to
     * sockets. An exception is logged, and it continues with the next changes.
     */
    non-sealed interface Live extends Follower {
        void follow(List<Change> changes);
    }

    /**
     * Receives each change exactly once, over all nodes and over crashes: its cursor is stored in
     * the transaction of its work. A change that keeps failing is dead-lettered with its error.
     */
    non-sealed interface Durable extends Follower {
        /**
         * Runs on the writer thread: no slow work, only SQL and commands ({@link
         * CommandRunner#run(Tx, Submission)}, with the change as their cause).
         */
        void follow(Tx tx, Change change);

        /** The kinds that it follows; other changes do not wake it. */
        default Set<ChangeKind> kinds(ChangeKinds known) {
            return known.all();
        }

        /** Whether the change is relevant; an irrelevant one costs no write. */
        default boolean wants(Change change) {
            return true;
        }

        /**
         * The relevant changes of a batch, in order. It runs off the writer thread and gets every
         * change of the log, also those that another node handles; after a failure it gets the same
         * changes again.
         */
        default List<Change> relevant(List<Change> changes) {
            return changes.stream().filter(this::wants).toList();
        }

        /**
         * Whether its first run starts with the oldest change of the log; otherwise with the next
         * one.
         */
        default boolean startsWithOldest() {
            return false;
        }
    }
}
