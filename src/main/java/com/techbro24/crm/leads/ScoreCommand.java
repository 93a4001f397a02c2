package com.techbro24.crm.leads;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What can be asked of the scores of all leads. */
public sealed interface ScoreCommand extends Command {
    /** The most rules that there can be. */
    int RULES_MAX = 100;

    /** Sets what earns points from now on; all leads are scored anew, some at a time. */
    record SetRules(@NotNull @Size(max = RULES_MAX) List<ScoreRule> rules)
            implements ScoreCommand {}

    /**
     * Scores some leads anew; given by {@link ScoreFollower}.
     *
     * @param rulesVersion of the rules; where there are newer ones, nothing is done
     * @param step how many steps there were, this one counted
     * @param afterRow behind which row number it begins
     */
    record Rescore(int rulesVersion, int step, long afterRow) implements ScoreCommand {}

    CommandType<SetRules> SET_RULES =
            CommandType.of(
                    "lead.set_score_rules",
                    SetRules.class,
                    ScoreRules.class,
                    Role.ADMINS,
                    "Set the rules of the score; all leads are scored anew, some at a time.");
    CommandType<Rescore> RESCORE =
            CommandType.of(
                    "lead.rescore",
                    Rescore.class,
                    Void.class,
                    Role.NOBODY,
                    "Score some leads by new rules; only the program itself does this.");

    List<CommandType<? extends ScoreCommand>> TYPES = List.of(SET_RULES, RESCORE);
}
