package com.techbro24.crm.access;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.VisibleText;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code accounts}, and the rules that concern all accounts. */
public final class AccountStore {
    private static final String SELECT =
            "SELECT agent_id, email, password_hash, password_changed_at, role, team, active FROM accounts ";

    /** The agents of a team, as a subquery with the team as its value. */
    public static final String AGENTS_OF_TEAM = "SELECT agent_id FROM accounts WHERE team = ?";

    /** The agents of a team without those of a role, as a subquery with the team and the role. */
    public static final String AGENTS_OF_TEAM_BUT = AGENTS_OF_TEAM + " AND role <> ?";

    /** The agents with a role, as a subquery with the role as its value. */
    public static final String AGENTS_WITH_ROLE = "SELECT agent_id FROM accounts WHERE role = ?";

    private static final int CACHED_ACCOUNTS_MAX = 10_000;

    /** Accounts cached by the writer. */
    private record AccountCache(Map<String, Optional<Account>> byAgent) {
        static AccountCache empty(Tx tx) {
            return new AccountCache(new HashMap<>());
        }
    }

    private AccountStore() {}

    /**
     * The caller with its rights in this transaction. The rights were read a moment ago; a disabled
     * caller must not use that moment to enable itself again.
     */
    public static Caller asOf(Tx tx, Caller caller) {
        if (caller.kind() == Caller.Kind.SYSTEM) {
            return caller;
        }
        Map<String, Optional<Account>> known =
                tx.cached(AccountCache.class, AccountCache::empty).byAgent;
        if (known.size() > CACHED_ACCOUNTS_MAX) {
            known.clear();
        }
        Optional<Account> account =
                known.computeIfAbsent(caller.agent(), agentId -> find(tx, agentId));
        if (account.isPresent() && !account.get().active()) {
            throw Problem.unauthenticated("The account is disabled.");
        }
        if (account.isEmpty() && caller.kind().isInNameOf()) {
            throw Problem.unauthenticated("The account does not exist.");
        }
        return account.map(found -> caller.with(found.role(), found.team())).orElse(caller);
    }

    /** The team of an agent; empty if it has none or does not exist. */
    public static Optional<String> teamOf(Tx tx, String agentId) {
        return tx.first("SELECT team FROM accounts WHERE agent_id = ?", Row::textOrEmpty, agentId)
                .filter(team -> !team.isEmpty());
    }

    /** The accounts of these agents; missing ones are left out. */
    public static List<Account> findAll(Tx tx, Collection<String> agentIds) {
        String marks = String.join(", ", agentIds.stream().map(id -> "?").toList());
        return tx.list(
                SELECT + "WHERE agent_id IN (" + marks + ")",
                AccountStore::read,
                agentIds.toArray());
    }

    public static boolean isActive(Tx tx, String agentId) {
        return tx.exists("SELECT 1 FROM accounts WHERE agent_id = ? AND active", agentId);
    }

    /** The ids of the accounts of a team, sorted. */
    public static List<String> idsOfTeam(Tx tx, String team) {
        return tx.list(AGENTS_OF_TEAM + " ORDER BY agent_id", Row::text, team);
    }

    /** The ids of the accounts with a role, sorted. */
    public static List<String> idsWithRole(Tx tx, Role role) {
        return tx.list(AGENTS_WITH_ROLE + " ORDER BY agent_id", Row::text, role);
    }

    /** The ids of all accounts, also of disabled ones, sorted. */
    public static List<String> allIds(Tx tx) {
        return tx.list("SELECT agent_id FROM accounts ORDER BY agent_id", Row::text);
    }

    public static Optional<Account> find(Tx tx, String agentId) {
        return tx.first(SELECT + "WHERE agent_id = ?", AccountStore::read, agentId);
    }

    /** The account with an email address; case does not matter. */
    public static Optional<Account> findByEmail(Tx tx, String email) {
        return tx.first(SELECT + "WHERE email_key = ?", AccountStore::read, key(email));
    }

    /** Number of active accounts; null for any role or team. */
    public static long countActive(Tx tx, @Nullable Role role, @Nullable String team) {
        List<@Nullable Object> values = new ArrayList<>();
        String where = whereActive(role, team, values);
        return tx.count("SELECT COUNT(*) FROM accounts" + where, values.toArray());
    }

    /** The next active accounts after an agent's id, in order of ids. */
    public static List<Account> activeAfter(
            Tx tx, String agentId, @Nullable Role role, @Nullable String team, int rowsMax) {
        List<@Nullable Object> values = new ArrayList<>();
        String where = whereActive(role, team, values);
        values.add(agentId);
        values.add(rowsMax);
        return tx.list(
                SELECT + where + " AND agent_id > ? ORDER BY agent_id LIMIT ?",
                AccountStore::read,
                values.toArray());
    }

    /** The managers of the agent's team; where there are none, the admins. */
    public static List<Account> managersOf(Tx tx, @Nullable String agentId, int rowsMax) {
        String team = agentId == null ? null : teamOf(tx, agentId).orElse(null);
        List<Account> managers =
                team == null ? List.of() : activeAfter(tx, "", Role.MANAGER, team, rowsMax);
        return managers.isEmpty() ? activeAfter(tx, "", Role.ADMIN, null, rowsMax) : managers;
    }

    private static String whereActive(
            @Nullable Role role, @Nullable String team, List<@Nullable Object> values) {
        StringBuilder where = new StringBuilder(" WHERE active");
        if (role != null) {
            where.append(" AND role = ?");
            values.add(role);
        }
        if (team != null) {
            where.append(" AND team = ?");
            values.add(team);
        }
        return where.toString();
    }

    /** Whether there is an active admin. */
    public static boolean hasAdmin(Tx tx) {
        return tx.exists("SELECT 1 FROM accounts WHERE role = ? AND active LIMIT 1", Role.ADMIN);
    }

    /** Adds an account; a conflict if the email is taken. */
    public static void insert(
            Tx tx,
            String agentId,
            String email,
            @Nullable String passwordHash,
            Role role,
            @Nullable String team,
            boolean active) {
        checkEmail(tx, agentId, email);
        tx.invalidate(AccountCache.class);
        tx.update(
                "INSERT INTO accounts (agent_id, email, email_key, password_hash, role, team, active)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                agentId,
                email,
                key(email),
                passwordHash,
                role,
                team,
                active);
    }

    /**
     * Changes an account; a conflict if the email is taken or no active admin would be left.
     * Disabling an account deletes its sessions and its feed, so that enabling it does not revive
     * them.
     */
    public static void update(
            Tx tx, String agentId, String email, Role role, @Nullable String team, boolean active) {
        Account before = find(tx, agentId).orElseThrow(() -> Problem.notFound("agent"));
        checkEmail(tx, agentId, email);
        if (before.isActiveAdmin() && !(active && role == Role.ADMIN)) {
            checkAnotherAdmin(tx, agentId);
        }
        tx.invalidate(AccountCache.class);
        tx.update(
                "UPDATE accounts SET email = ?, email_key = ?, role = ?, team = ?, active = ? WHERE agent_id = ?",
                email,
                key(email),
                role,
                team,
                active,
                agentId);
        if (!active) {
            SessionStore.deleteAllOf(tx, agentId, null);
            FeedTokenStore.deleteOf(tx, agentId);
        }
    }

    /**
     * Sets a password and ends the account's sessions, all but {@code keptSessionId}.
     *
     * @param keptSessionId the session in which the password was changed; null to end all
     */
    public static void setPassword(
            Tx tx,
            String agentId,
            String passwordHash,
            Instant now,
            @Nullable String keptSessionId) {
        int rows =
                tx.update(
                        "UPDATE accounts SET password_hash = ?, password_changed_at = ? WHERE agent_id = ?",
                        passwordHash,
                        now,
                        agentId);
        if (rows == 0) {
            throw Problem.notFound("agent");
        }
        SessionStore.deleteAllOf(tx, agentId, keptSessionId);
    }

    /** Replaces the hash of the same password, made with outdated parameters. */
    static void setHash(Tx tx, String agentId, String passwordHash) {
        tx.update(
                "UPDATE accounts SET password_hash = ? WHERE agent_id = ?", passwordHash, agentId);
    }

    /** The normalised address, equal for all spellings. */
    static String key(String email) {
        return VisibleText.email(email).toLowerCase(Locale.ROOT);
    }

    private static void checkEmail(Tx tx, String agentId, String email) {
        boolean taken =
                tx.exists(
                        "SELECT 1 FROM accounts WHERE email_key = ? AND agent_id <> ?",
                        key(email),
                        agentId);
        if (taken) {
            String message = "An agent with this email already exists.";
            throw Problem.conflict(message)
                    .with("errors", List.of(new InputError("email", "taken", message)));
        }
    }

    private static void checkAnotherAdmin(Tx tx, String agentId) {
        boolean another =
                tx.exists(
                        "SELECT 1 FROM accounts WHERE role = ? AND active AND agent_id <> ? LIMIT 1",
                        Role.ADMIN,
                        agentId);
        if (!another) {
            throw Problem.conflict(
                    "This is the last active admin; make another agent admin first.");
        }
    }

    private static Account read(Row row) {
        return new Account(
                row.text(),
                row.text(),
                row.textOrNull(),
                row.timeOrNull(),
                row.word(Role.class),
                row.textOrNull(),
                row.bool());
    }
}
