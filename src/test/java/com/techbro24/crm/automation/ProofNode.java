package com.techbro24.crm.automation;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.FollowerSteps;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Crashes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One node, taken step by step: the real runner of followers with the follower of automation, and
 * its clock. Each step may crash. What was committed is witnessed change by change.
 */
final class ProofNode {
    final AutomationRoom room;
    private final AutomationClock clock;
    private final Crashes crashes;
    private final Witness witness;
    private final FollowerSteps steps;

    /**
     * One change that was followed and committed.
     *
     * @param head the end of the log when it was followed
     * @param before the runs before it, in the same transaction
     */
    record Followed(
            long seq,
            long head,
            Instant now,
            Map<RunSeen.Key, RunSeen> before,
            Map<RunSeen.Key, RunSeen> after) {}

    /**
     * @param journal gets each committed change
     */
    ProofNode(AutomationRoom room, Crashes crashes, List<Followed> journal) {
        this.room = room;
        this.crashes = crashes;
        clock = new AutomationClock(room.services, room.spine.clock());
        witness = new Witness(new AutomationFollower(room.services, clock::wake), journal);
        steps = new FollowerSteps(witness, room.spine);
    }

    /**
     * Follows some changes.
     *
     * @param crashAt the step at which the transaction fails; 0 for none
     */
    boolean follow(int crashAt) {
        crashes.at(crashAt);
        boolean moved = steps.step();
        crashes.at(0);
        witness.end(moved);
        return moved;
    }

    /** Does what is due; false if it crashed. */
    boolean tick(int crashAt) {
        crashes.at(crashAt);
        clock.wake();
        try {
            var _ = clock.step();
            return true;
        } catch (Problem crash) {
            if (crash.code() != Problem.Code.UNAVAILABLE) {
                throw crash;
            }
            return false;
        } finally {
            crashes.at(0);
        }
    }

    void close() {
        clock.close();
    }

    /** Hands on every change, and looks at the runs before and after it. */
    private final class Witness implements Follower.Durable {
        private final AutomationFollower follower;
        private final List<Followed> journal;
        private final List<Followed> uncommitted = new ArrayList<>();
        private final Set<Long> relevant = new HashSet<>();

        Witness(AutomationFollower follower, List<Followed> journal) {
            this.follower = follower;
            this.journal = journal;
        }

        @Override
        public String name() {
            return follower.name();
        }

        @Override
        public Set<ChangeKind> kinds(ChangeKinds known) {
            return follower.kinds(known);
        }

        @Override
        public List<Change> relevant(List<Change> changes) {
            relevant.clear();
            follower.relevant(changes).forEach(change -> relevant.add(change.seq()));
            return changes;
        }

        @Override
        public void follow(Tx tx, Change change) {
            if (!uncommitted.isEmpty() && uncommitted.getLast().seq() >= change.seq()) {
                uncommitted.clear(); // The transaction began again.
            }
            long head = ChangeLog.head(tx);
            Map<RunSeen.Key, RunSeen> before = RunSeen.all(tx);
            Map<RunSeen.Key, RunSeen> after = before;
            if (relevant.contains(change.seq())) {
                follower.follow(tx, change);
                after = RunSeen.all(tx);
            }
            uncommitted.add(new Followed(change.seq(), head, room.services.now(), before, after));
            crashes.point();
        }

        void end(boolean committed) {
            if (committed) {
                journal.addAll(uncommitted);
            }
            uncommitted.clear();
        }
    }
}
