package com.techbro24.crm.exports;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may export what. */
final class ExportRights {
    private static final Visibility ADMINS = new Visibility(List.of(Caller.SCOPE_ADMINS));

    private ExportRights() {}

    /** Rejects an export of rows that the caller may not read. */
    static void check(Tx tx, ExportScope scope, @Nullable String agentId, Caller caller) {
        if (scope == ExportScope.ACCOUNT || agentId == null) {
            if (caller.role() != Role.ADMIN) {
                throw Problem.forbidden("Only an admin may export the account.");
            }
            return;
        }
        Account account =
                AccountStore.find(tx, agentId)
                        .filter(found -> isSeen(found, caller))
                        .orElseThrow(() -> Problem.notFound("agent"));
        if (!caller.is(agentId) && !caller.canManage(account.role())) {
            throw Problem.forbidden("This agent has a higher role than you.");
        }
    }

    private static boolean isSeen(Account account, Caller caller) {
        return Visibility.ofAgent(account.agentId(), account.team()).isSeenBy(caller);
    }

    /** Why the agent who asked for an export may not have it any more; empty if it may. */
    static Optional<String> lost(Tx tx, Export export) {
        Optional<Account> account =
                AccountStore.find(tx, export.requestedBy()).filter(Account::active);
        if (account.isEmpty()) {
            return Optional.of("The account that asked for it is disabled.");
        }
        Caller caller = Caller.inNameOf(account.get(), Caller.Kind.BULK);
        try {
            check(tx, export.scope(), export.agentId(), caller);
            return Optional.empty();
        } catch (Problem problem) {
            return Optional.of(problem.detail());
        }
    }

    /** Visible to whoever may read the rows; not to whoever asked and has lost that right. */
    static Visibility visibility(Tx tx, Export export) {
        return export.agentId() == null ? ADMINS : Visibility.personal(tx, export.agentId());
    }
}
