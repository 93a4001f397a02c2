package com.techbro24.crm.leads;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The commands of the score rules. */
public sealed interface ScoreCommand extends Command {
    /** The most rules. */
    int RULES_MAX = 100;

    /** Sets the rules; then all leads are rescored in batches. */
    record SetRules(@NotNull @Size(max = RULES_MAX) List<ScoreRule> rules)
            implements ScoreCommand {}

    /**
     * Rescores a batch of leads; sent by {@link ScoreFollower}.
     *
     * @param rulesVersion the version of the rules; if there is a newer one, nothing happens
     * @param step the number of this step, from 1
     * @param afterRow the row number after which the batch starts
     */
    record Rescore(int rulesVersion, int step, long afterRow) implements ScoreCommand {}

    CommandType<SetRules> SET_RULES =
            CommandType.of(
                    "lead.set_score_rules",
                    SetRules.class,
                    ScoreRules.class,
                    Role.ADMINS,
                    "Set the score rules; all leads are rescored in batches.");
    CommandType<Rescore> RESCORE =
            CommandType.of(
                    "lead.rescore",
                    Rescore.class,
                    Void.class,
                    Role.NOBODY,
                    "Rescore a batch of leads by new rules. Internal.");

    List<CommandType<? extends ScoreCommand>> TYPES = List.of(SET_RULES, RESCORE);
}
