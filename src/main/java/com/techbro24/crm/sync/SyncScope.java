package com.techbro24.crm.sync;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * Whose view is synced.
 *
 * @param hash changes when rows come into the view or leave it without a change of their own: with
 *     the role of the viewer, and for managers with the team, its members and with who is an admin
 */
record SyncScope(Caller viewer, String hash) {
    private static final int HASH_BYTES = 8;

    /** The view of an agent that the caller may read; another agent is reported as not found. */
    static SyncScope of(Tx tx, Caller caller, String agentId) {
        return of(tx, viewer(tx, AccountStore.asOf(tx, caller), agentId));
    }

    private static SyncScope of(Tx tx, Caller viewer) {
        StringJoiner parts = new StringJoiner("\n");
        parts.add(viewer.agent()).add(viewer.role().name());
        if (viewer.role() == Role.MANAGER) {
            parts.add(String.valueOf(viewer.team()));
            AccountStore.idsWithRole(tx, Role.ADMIN).forEach(parts::add);
            String team = viewer.team();
            if (team != null) {
                parts.add("").add(String.join("\n", AccountStore.idsOfTeam(tx, team)));
            }
        }
        return new SyncScope(viewer, Digest.hex(parts.toString(), HASH_BYTES));
    }

    private static Caller viewer(Tx tx, Caller caller, String agentId) {
        if (caller.is(agentId)) {
            return caller;
        }
        Account account =
                AccountStore.find(tx, agentId)
                        .filter(found -> caller.role() != Role.AGENT)
                        .filter(found -> caller.canManage(found.role()))
                        .filter(
                                found ->
                                        caller.seesAll()
                                                || Objects.equals(found.team(), caller.team()))
                        .orElseThrow(() -> Problem.notFound("agent"));
        return Caller.inNameOf(account, caller.kind());
    }

    /** The scopes whose changes may concern the viewer's rows of a type. */
    List<String> scopes(RowType<?> type) {
        return type.isPersonal() ? List.of(Caller.agentScope(viewer.agent())) : viewer.scopes();
    }
}
