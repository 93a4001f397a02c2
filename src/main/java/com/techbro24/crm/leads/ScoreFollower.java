package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores all leads anew when the rules have changed. Each step says in the log how far it came, and
 * is followed by the next: so between two steps others write, a crash loses nothing, and it does
 * not matter which node goes on.
 */
public final class ScoreFollower implements Follower.Durable {
    private static final Set<ChangeKind> KINDS =
            Set.of(ScoreChange.RULES_UPDATED, ScoreChange.RULES_APPLIED);
    private final CommandRunner runner;

    public ScoreFollower(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "scores";
    }

    @Override
    public Set<ChangeKind> kinds(ChangeKinds known) {
        return KINDS;
    }

    @Override
    public boolean wants(Change change) {
        return change.kind().equals(ScoreChange.RULES_UPDATED)
                || change.kind().equals(ScoreChange.RULES_APPLIED);
    }

    @Override
    public void follow(Tx tx, Change change) {
        Submission next =
                change.kind().equals(ScoreChange.RULES_UPDATED)
                        ? first(change.version())
                        : next(Json.read(change.after(), Rescoring.class));
        if (next != null) {
            var _ = runner.run(tx, next.because(change.seq()));
        }
    }

    /** Takes up what was never begun or was left undone, such as the rules of a new release. */
    public void resume(Database database) {
        boolean waits = database.read(ScoreStore::isToBeApplied);
        if (waits) {
            int version = database.read(ScoreStore::rules).version();
            var _ = runner.run(first(version));
        }
    }

    private static Submission first(int rulesVersion) {
        return submission(new ScoreCommand.Rescore(rulesVersion, 1, 0));
    }

    private static @Nullable Submission next(Rescoring reached) {
        return reached.done()
                ? null
                : submission(
                        new ScoreCommand.Rescore(
                                reached.rulesVersion(), reached.version() + 1, reached.lastRow()));
    }

    private static Submission submission(ScoreCommand command) {
        return Submission.of(command, Caller.SYSTEM);
    }
}
