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

/** Checks to whom a caller may assign a lead. */
public final class AssigneeCheck {
    /** The field of the assigned agent. */
    static final String ASSIGNED = "assignedAgentId";

    private AssigneeCheck() {}

    /**
     * @param field the input field of the agent, for the error
     */
    static void checkReassignment(@Nullable String agentId, String field, Context context) {
        if (agentId == null) {
            forbidIf(
                    context.caller().role() == Role.AGENT,
                    "Only managers can return leads to the pool.");
        } else {
            checkAssignee(context.tx(), agentId, field, context.caller());
        }
    }

    static void checkAssignee(String agentId, Context context) {
        checkAssignee(context.tx(), agentId, ASSIGNED, context.caller());
    }

    /**
     * Refuses an agent to whom the caller may not assign leads. The error does not reveal whether
     * the agent exists.
     */
    public static void checkAssignee(Tx tx, String agentId, Caller caller) {
        checkAssignee(tx, agentId, ASSIGNED, caller);
    }

    private static void checkAssignee(Tx tx, String agentId, String field, Caller caller) {
        Optional<Account> account =
                AccountStore.find(tx, agentId)
                        .filter(Account::active)
                        .filter(
                                found ->
                                        caller.seesAll()
                                                || caller.is(found.agentId())
                                                || caller.team() != null
                                                        && caller.team().equals(found.team()));
        if (account.isEmpty()) {
            String message = "No active agent with this id exists to whom you may assign leads.";
            throw Problem.unprocessable(message)
                    .with("errors", List.of(new InputError(field, "unknown_agent", message)));
        }
    }

    static void forbidIf(boolean forbidden, String message) {
        if (forbidden) {
            throw Problem.forbidden(message);
        }
    }
}
