package com.techbro24.crm.leads;

import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.database.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other rooms may do to a lead within a command of their own. */
public final class LeadMoves {
    private LeadMoves() {}

    /** Leaves on the lead what a call came to, as one change; none where nothing differs. */
    public static Optional<Draft> afterCall(Context context, Lead before, CallTrace trace) {
        Lead after = before.afterCall(trace, context.now());
        return after == before ? Optional.empty() : Optional.of(save(context.tx(), before, after));
    }

    /** Takes a lead up again that had been given up. */
    public static Draft reopen(Context context, Lead before, LeadStatus status) {
        return save(context.tx(), before, before.withStatus(status, null, context.now()));
    }

    /** Gives a lead that is nobody's to an agent, or one back to the pool. */
    public static Draft assign(Context context, Lead before, @Nullable String agentId) {
        return save(context.tx(), before, before.assignedTo(agentId, context.now()));
    }

    private static Draft save(Tx tx, Lead before, Lead after) {
        return LeadSaving.update(tx, before, LeadSaving.scored(tx, after));
    }
}
