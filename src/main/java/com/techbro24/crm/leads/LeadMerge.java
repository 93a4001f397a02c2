package com.techbro24.crm.leads;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges two leads in one transaction: first the winner's change, then a change for each moved call
 * and reminder, last {@code lead.merged} for the loser, which refers to the winner.
 */
final class LeadMerge {
    /** The evidence of what the winner took over from the loser. */
    private static final String MERGED = "merged lead ";

    private final List<LeadDependents> dependents;

    LeadMerge(List<LeadDependents> dependents) {
        this.dependents = dependents;
    }

    Outcome merge(LeadCommand.Merge command, Context context) {
        if (command.id().equals(command.duplicateId())) {
            String message = "duplicateId must be the id of another lead.";
            throw Problem.invalid(List.of(new InputError("duplicateId", "same_lead", message)));
        }
        Tx tx = context.tx();
        Lead winner = LeadSaving.load(command.id(), context);
        Lead loser = loser(command.duplicateId(), winner, context);
        Lead after = winner.mergedWith(withActiveAgent(loser, tx), context.now());
        refuseTooMuch(after);
        List<Draft> changes = new ArrayList<>();
        if (after != winner) {
            after = LeadSaving.prepared(tx, winner, after);
            changes.add(LeadSaving.update(context, winner, after, MERGED + loser.id()));
        }
        for (LeadDependents each : dependents) {
            changes.addAll(each.move(loser, after, context));
        }
        LeadConsent.merge(context, loser, after);
        changes.add(
                LeadSaving.update(context, loser, loser.mergedInto(winner.id(), context.now())));
        return Outcome.changed(after, changes);
    }

    /** The lead to merge; leads the caller cannot see are reported as unknown. */
    private static Lead loser(String id, Lead winner, Context context) {
        Lead loser =
                LeadStore.findVisible(context.tx(), id, context.caller())
                        .orElseThrow(
                                () ->
                                        refused(
                                                "duplicateId",
                                                "unknown_lead",
                                                "No lead with this id exists."));
        if (loser.mergedIntoId() != null) {
            throw Problem.conflict("The duplicate has already been merged.")
                    .with("mergedIntoId", loser.mergedIntoId());
        }
        if (loser.isDeleted()) {
            throw Problem.conflict("The duplicate is deleted; restore it first.");
        }
        boolean won = loser.status() == LeadStatus.CONVERTED;
        if (won && winner.status() != LeadStatus.CONVERTED) {
            throw Problem.conflict(
                    "The duplicate is converted. Merge this lead into the converted one instead.");
        }
        return loser;
    }

    /** An unassigned winner takes over the loser's agent, but only an active one. */
    private static Lead withActiveAgent(Lead loser, Tx tx) {
        String agentId = loser.assignedAgentId();
        return agentId == null || AccountStore.isActive(tx, agentId)
                ? loser
                : loser.assignedTo(null, loser.updatedAt());
    }

    /** Refuses to truncate: users must shorten what does not fit. */
    private static void refuseTooMuch(Lead merged) {
        List<InputError> errors = new ArrayList<>();
        String notes = merged.notes();
        if (notes != null && notes.length() > Limits.TEXT_LENGTH_MAX) {
            errors.add(tooLong("notes", Limits.TEXT_LENGTH_MAX + " characters"));
        }
        if (merged.tags().size() > Limits.TAGS_MAX) {
            errors.add(tooLong("tags", Limits.TAGS_MAX + " tags"));
        }
        if (merged.customFields().size() > Limits.CUSTOM_FIELDS_MAX) {
            errors.add(tooLong("customFields", Limits.CUSTOM_FIELDS_MAX + " custom fields"));
        }
        if (!errors.isEmpty()) {
            throw Problem.unprocessable("The two leads together exceed the limits of one lead.")
                    .with("errors", errors);
        }
    }

    private static InputError tooLong(String field, String limit) {
        return new InputError(
                field, "too_long", "Both " + field + " together exceed " + limit + ".");
    }

    private static Problem refused(String field, String code, String message) {
        return Problem.unprocessable(message)
                .with("errors", List.of(new InputError(field, code, message)));
    }
}
