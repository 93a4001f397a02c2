package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Set;

/** Hears of every change after its commit, in the order of the log. */
public sealed interface Follower {
    /** A word of its own, in lower_snake_case; a durable follower's cursor is kept under it. */
    String name();

    /**
     * Hears of what happens from now on, on each node; for what is of no use later, such as telling
     * sockets. What it throws is logged, and it goes on with what comes next.
     */
    non-sealed interface Live extends Follower {
        void follow(List<Change> changes);
    }

    /**
     * Hears of each change once, over all nodes and over crashes: how far it has come is written in
     * the transaction in which it works. A change on which it fails again and again is put aside
     * with its error.
     */
    non-sealed interface Durable extends Follower {
        /**
         * Works on the writer's thread: no slow work, nothing but SQL and commands ({@link
         * CommandRunner#run(Tx, Submission)}, with the change as their cause).
         */
        void follow(Tx tx, Change change);

        /** The kinds among all known ones that it follows; other changes do not wake it. */
        default Set<ChangeKind> kinds(ChangeKinds known) {
            return known.all();
        }

        /** Whether the change concerns it; one that does not costs no write. */
        default boolean wants(Change change) {
            return true;
        }

        /**
         * Whether it starts with the oldest change of the log, where it has never run; else with
         * what comes next.
         */
        default boolean startsWithOldest() {
            return false;
        }
    }
}
