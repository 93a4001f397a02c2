package com.techbro24.crm.agents;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code agents}, read together with {@code accounts}. */
public final class AgentStore {
    private static final Columns<Agent> COLUMNS =
            Columns.of(MethodHandles.lookup(), Agent.class, "agents")
                    .from("agents JOIN accounts ON accounts.agent_id = agents.id")
                    .selectedAs("id", "agents.id")
                    .readOnly("email", "accounts.email")
                    .readOnly("role", "accounts.role")
                    .readOnly("team", "accounts.team")
                    .readOnly("active", "accounts.active")
                    .derived("name_key", agent -> Fold.of(agent.name()))
                    .insertOnly("brought_hash")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<Agent> LISTING =
            new Listing<>(SELECT, "agents.id", "name", COLUMNS::read)
                    .sort("name", "agents.name_key", agent -> Fold.of(agent.name()))
                    .sort("createdAt", "agents.created_at", Agent::createdAt)
                    .sort("updatedAt", "agents.updated_at", Agent::updatedAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    public static final RowType<Agent> ROWS =
            new RowType<>(
                    Agent.TYPE,
                    Agent.class,
                    false,
                    LISTING,
                    caller -> {
                        Listing.Filter filter = new Listing.Filter();
                        Visibility.where(filter, "agents.id", caller);
                        return filter;
                    });

    private AgentStore() {}

    /**
     * The filters of a list of agents; an empty list and null mean no filter.
     *
     * @param text part of a name or an email
     */
    public record Filter(
            List<AgentStatus> statuses,
            List<Role> roles,
            @Nullable String team,
            @Nullable Boolean active,
            @Nullable String text) {}

    public static Optional<Agent> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE agents.id = ?", COLUMNS::read, id);
    }

    /** The agent, if the caller can see it; otherwise it is reported as not found. */
    public static Agent get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(agent -> agent.visibility().isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Agent.TYPE));
    }

    /** The agent, if the caller may see and change its notifications, preferences and reminders. */
    public static Agent getManaged(Tx tx, String id, Caller caller) {
        Agent agent = get(tx, id, caller);
        if (!caller.is(id) && !caller.canManage(agent.role())) {
            throw Problem.forbidden("This agent has a higher role than you.");
        }
        return agent;
    }

    public static Page<Agent> list(Tx tx, Filter by, Caller caller, Paging paging) {
        Listing.Filter filter = new Listing.Filter();
        Visibility.where(filter, "agents.id", caller);
        filter.in("agents.status", by.statuses()).in("accounts.role", by.roles());
        if (by.team() != null) {
            filter.and("accounts.team = ?", by.team());
        }
        if (by.active() != null) {
            filter.and(by.active() ? "accounts.active" : "NOT accounts.active");
        }
        if (by.text() != null) {
            String part = "%" + escape(Fold.of(by.text())) + "%";
            filter.and(
                    "(agents.name_key LIKE ? ESCAPE '!' OR accounts.email_key LIKE ? ESCAPE '!')",
                    part,
                    part);
        }
        return LISTING.page(tx, filter, paging);
    }

    /**
     * An agent to whom leads can be assigned.
     *
     * @param capacity maximum number of open leads; null for no limit
     */
    public record Taker(String agentId, @Nullable Integer capacity, AgentStatus status) {}

    /**
     * The active agents of a team (null for all teams) with these skills; not managers and admins.
     */
    public static List<Taker> takers(Tx tx, @Nullable String team, List<String> skills) {
        String select =
                "SELECT agents.id, capacity, status, skills FROM accounts"
                        + " JOIN agents ON agents.id = accounts.agent_id"
                        + " WHERE accounts.active AND accounts.role = ?";
        Function<Row, Optional<Taker>> read = row -> readTaker(row, skills);
        List<Optional<Taker>> takers =
                team == null
                        ? tx.list(select, read, Role.AGENT)
                        : tx.list(select + " AND accounts.team = ?", read, Role.AGENT, team);
        return takers.stream().flatMap(Optional::stream).toList();
    }

    private static Optional<Taker> readTaker(Row row, List<String> skills) {
        Taker taker = new Taker(row.text(), row.integerOrNull(), row.word(AgentStatus.class));
        return skills.isEmpty() || Agent.hasSkills(row.texts(), skills)
                ? Optional.of(taker)
                : Optional.empty();
    }

    static void insert(Tx tx, Agent agent, @Nullable String creationHash) {
        COLUMNS.insert(tx, agent, creationHash);
        AgentTimes.remember(tx, agent);
        AgentTeamStore.join(tx, agent);
    }

    static void update(Tx tx, Agent agent) {
        COLUMNS.update(tx, agent);
        if (agent.statusSince().equals(agent.updatedAt())) {
            AgentTimes.remember(tx, agent);
        }
    }

    /** Whether the agent was created under a client's id by the command with this hash. */
    static boolean isCreatedBy(Tx tx, String id, String hash) {
        return tx.exists("SELECT 1 FROM agents WHERE id = ? AND brought_hash = ?", id, hash);
    }

    private static String escape(String part) {
        return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
