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
 * Rescores all leads when the rules have changed. Each step logs its progress, which triggers the
 * next step. So other writes run between the steps, a crash loses nothing, and any node can
 * continue.
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

    /**
     * Starts or resumes a rescoring that is not finished, such as for the rules of a new release.
     */
    public void resume(Database database) {
        boolean pending = database.read(ScoreStore::isRescoringPending);
        if (pending) {
            int version = database.read(ScoreStore::rules).version();
            var _ = runner.run(first(version));
        }
    }

    private static Submission first(int rulesVersion) {
        return submission(new ScoreCommand.Rescore(rulesVersion, 1, 0));
    }

    private static @Nullable Submission next(Rescoring progress) {
        return progress.done()
                ? null
                : submission(
                        new ScoreCommand.Rescore(
                                progress.rulesVersion(),
                                progress.version() + 1,
                                progress.lastRow()));
    }

    private static Submission submission(ScoreCommand command) {
        return Submission.of(command, Caller.SYSTEM);
    }
}
