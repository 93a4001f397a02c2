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
 * Makes one lead of two. All of it is one transaction: the winner's change, a change for each call
 * and reminder that moves, and last {@code lead.merged} of the loser, which says where it went.
 */
final class LeadMerge {
    private final List<LeadBelongings> belongings;

    LeadMerge(List<LeadBelongings> belongings) {
        this.belongings = belongings;
    }

    Outcome merge(LeadCommand.Merge command, Context context) {
        if (command.id().equals(command.duplicateId())) {
            String message =
                    "duplicateId must be another lead's; this one cannot merge with itself.";
            throw Problem.invalid(List.of(new InputError("duplicateId", "same_lead", message)));
        }
        Tx tx = context.tx();
        Lead winner = LeadSaving.load(command.id(), context);
        Lead loser = loser(command.duplicateId(), winner, context);
        Lead after = winner.absorbing(withActiveAgent(loser, tx), context.now());
        refuseTooMuch(after);
        List<Draft> changes = new ArrayList<>();
        if (after != winner) {
            after = LeadSaving.settled(tx, winner, after);
            changes.add(LeadSaving.update(tx, winner, after));
        }
        for (LeadBelongings each : belongings) {
            changes.addAll(each.move(loser, after, context));
        }
        changes.add(LeadSaving.update(tx, loser, loser.mergedInto(winner.id(), context.now())));
        return Outcome.changed(after, changes);
    }

    /** The lead that goes; one that the caller may not see is not there. */
    private static Lead loser(String id, Lead winner, Context context) {
        Lead loser =
                LeadStore.findSeen(context.tx(), id, context.caller())
                        .orElseThrow(
                                () ->
                                        refused(
                                                "duplicateId",
                                                "unknown_lead",
                                                "There is no lead with this id."));
        if (loser.mergedIntoId() != null) {
            throw Problem.conflict("The duplicate was merged already.")
                    .with("mergedIntoId", loser.mergedIntoId());
        }
        if (loser.isDeleted()) {
            throw Problem.conflict("The duplicate is deleted; restore it first.");
        }
        boolean won = loser.status() == LeadStatus.CONVERTED;
        if (won && winner.status() != LeadStatus.CONVERTED) {
            throw Problem.conflict(
                    "The duplicate is converted, and a sale is not merged away: merge this lead"
                            + " into the converted one.");
        }
        return loser;
    }

    /** Nobody's lead becomes the lead of the other's agent, but not of one who has left. */
    private static Lead withActiveAgent(Lead loser, Tx tx) {
        String agentId = loser.assignedAgentId();
        return agentId == null || AccountStore.isActive(tx, agentId)
                ? loser
                : loser.assignedTo(null, loser.updatedAt());
    }

    /** Nothing is cut off: what does not fit into one lead is for a person to shorten. */
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
            throw Problem.unprocessable("The two leads together are more than one can hold.")
                    .with("errors", errors);
        }
    }

    private static InputError tooLong(String field, String most) {
        return new InputError(
                field, "too_long", "Both " + field + " together exceed " + most + ".");
    }

    private static Problem refused(String field, String code, String message) {
        return Problem.unprocessable(message)
                .with("errors", List.of(new InputError(field, code, message)));
    }
}
