package com.techbro24.crm.leads;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** To whom a caller may give a lead. */
public final class LeadTakers {
    /** A lead's own name for who has it. */
    static final String ASSIGNED = "assignedAgentId";

    private LeadTakers() {}

    /**
     * @param field what the caller brought the agent in
     */
    static void checkHandOver(@Nullable String agentId, String field, Context context) {
        if (agentId == null) {
            refuseAgent(
                    context.caller().role() == Role.AGENT,
                    "Only managers return leads to the pool.");
        } else {
            checkTaker(context.tx(), agentId, field, context.caller());
        }
    }

    static void checkTaker(String agentId, Context context) {
        checkTaker(context.tx(), agentId, ASSIGNED, context.caller());
    }

    /**
     * Refuses an agent to whom the caller may not give leads; which agents there are beyond those
     * is not told.
     */
    public static void checkTaker(Tx tx, String agentId, Caller caller) {
        checkTaker(tx, agentId, ASSIGNED, caller);
    }

    private static void checkTaker(Tx tx, String agentId, String field, Caller caller) {
        Optional<Account> account =
                AccountStore.find(tx, agentId)
                        .filter(Account::active)
                        .filter(
                                taker ->
                                        caller.seesAll()
                                                || caller.is(taker.agentId())
                                                || caller.team() != null
                                                        && caller.team().equals(taker.team()));
        if (account.isEmpty()) {
            String message = "There is no active agent with this id to whom you may give leads.";
            throw Problem.unprocessable(message)
                    .with("errors", List.of(new InputError(field, "unknown_agent", message)));
        }
    }

    static void refuseAgent(boolean refused, String why) {
        if (refused) {
            throw Problem.forbidden(why);
        }
    }
}
