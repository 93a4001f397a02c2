package com.techbro24.crm.bulk;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import org.jspecify.annotations.Nullable;

/**
 * An undo that was begun, of a bulk change or of what another room did to many leads.
 *
 * @param run the run that does it
 * @param change the change that begins it, for the log
 */
public record BulkUndo(LeadBulk run, Draft change) {
    /**
     * What is to be undone.
     *
     * @param noun its name in error messages
     * @param agentId the agent who started it
     * @param via how the log names it
     * @param leads about how many leads it changed
     * @param running whether it still runs
     * @param undoneBy the run that undid it before; null for none
     */
    public record Target(
            String noun,
            String agentId,
            String via,
            int leads,
            boolean running,
            @Nullable String undoneBy) {
        /** Refuses a caller who may not undo it, and a target that cannot be undone now. */
        public void check(Context context) {
            if (!context.caller().is(agentId) && context.caller().role() != Role.ADMIN) {
                throw Problem.forbidden(
                        "Only the agent who started this " + noun + " and admins can undo it.");
            }
            if (running) {
                throw Problem.conflict("This " + noun + " is still running; cancel it first.");
            }
            if (undoneBy != null && !mayBeginAgain(context, undoneBy)) {
                throw Problem.conflict("This " + noun + " has been undone already.")
                        .with("undoneBy", undoneBy);
            }
        }

        /** An undo that was cancelled or failed can be continued by another. */
        private static boolean mayBeginAgain(Context context, String undoneBy) {
            return LeadBulkStore.find(context.tx(), undoneBy)
                    .map(LeadBulk::status)
                    .filter(status -> status == BulkStatus.RUNNING || status == BulkStatus.DONE)
                    .isEmpty();
        }
    }

    /** Begins the undo of a checked target for the caller. */
    public static BulkUndo begin(Target target, Context context) {
        String agentId = context.caller().agent();
        LeadBulkHandler.checkRunning(context.tx(), agentId);
        LeadBulk run =
                LeadBulk.undo(Id.next(), target.via(), agentId, target.leads(), context.now());
        return new BulkUndo(run, LeadBulkHandler.insert(context.tx(), run));
    }
}
