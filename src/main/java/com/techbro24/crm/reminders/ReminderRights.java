package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For which agents, and about which leads, a caller may create reminders. */
final class ReminderRights {
    private ReminderRights() {}

    static String ownAgent(Context context) {
        String own = context.caller().agentId();
        if (own == null) {
            String message = "agentId is required.";
            throw Problem.invalid(List.of(new InputError("agentId", "required", message)));
        }
        return own;
    }

    /** The account of an agent for whom the caller may create reminders. */
    static Account owner(String agentId, Context context) {
        Caller caller = context.caller();
        Optional<Account> account =
                AccountStore.find(context.tx(), agentId)
                        .filter(Account::active)
                        .filter(
                                found ->
                                        Visibility.personal(
                                                        found.agentId(), found.role(), found.team())
                                                .isSeenBy(caller));
        return account.orElseThrow(
                () ->
                        refused(
                                "agentId",
                                "unknown_agent",
                                "No active agent with this id exists for whom you may create"
                                        + " reminders."));
    }

    /** Both the caller and the agent of the reminder must be able to see the lead. */
    static void checkLead(@Nullable String leadId, Account owner, Context context) {
        if (leadId == null) {
            return;
        }
        Tx tx = context.tx();
        Lead lead =
                LeadStore.find(tx, leadId)
                        .filter(found -> found.deletedAt() == null)
                        .filter(found -> LeadStore.visibility(tx, found).isSeenBy(context.caller()))
                        .orElseThrow(
                                () ->
                                        refused(
                                                "leadId",
                                                "unknown_lead",
                                                "No lead with this id exists."));
        if (!isSeenBy(owner, lead, tx)) {
            throw refused(
                    "agentId", "lead_unseen", "The agent of the reminder cannot see this lead.");
        }
    }

    /** Whether the agent may see the lead. */
    static boolean isSeenBy(Account owner, Lead lead, Tx tx) {
        Caller asOwner =
                new Caller(
                        owner.agentId(),
                        owner.role(),
                        owner.role() == Role.ADMIN ? null : owner.team(),
                        true,
                        Caller.Kind.SESSION,
                        null);
        return LeadStore.visibility(tx, lead).isSeenBy(asOwner);
    }

    private static Problem refused(String field, String code, String message) {
        return Problem.unprocessable(message)
                .with("errors", List.of(new InputError(field, code, message)));
    }
}
