package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.changelog.RowCatalog;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agents that a rule notifies, and their time zones. */
final class Recipients {
    private static final String OWNER = "owner";
    private static final String MANAGERS = "managers";
    private static final String AGENT = "agent";
    private static final int MANAGERS_MAX = 20;

    private final RowCatalog rows;
    private final ZoneId zone;

    /**
     * @param zone of agents without one
     */
    Recipients(RowCatalog rows, ZoneId zone) {
        this.rows = rows;
        this.zone = zone;
    }

    /** Agents by id; {@code owner}, or {@code managers} of the row's agent. */
    List<String> of(String to, ActionContext context) {
        return switch (to) {
            case OWNER -> List.of(context.rule().ownerId());
            case MANAGERS -> managers(context);
            default -> List.of(to);
        };
    }

    /** Those whom the owner may notify; the owner itself if there are none. */
    private static List<String> managers(ActionContext context) {
        List<String> found =
                AccountStore.managersOf(context.tx(), agentOf(context), MANAGERS_MAX).stream()
                        .filter(account -> context.caller().canManage(account.role()))
                        .map(Account::agentId)
                        .toList();
        return found.isEmpty() ? List.of(context.rule().ownerId()) : found;
    }

    private static @Nullable String agentOf(ActionContext context) {
        JsonNode row = context.situation().record();
        return row == null ? context.rule().ownerId() : agentOf(context.run().entityType(), row);
    }

    /** The agent of a row: its own, the one that it is assigned to, or itself. */
    static @Nullable String agentOf(@Nullable String entityType, JsonNode row) {
        if (AGENT.equals(entityType)) {
            return row.path("id").textValue();
        }
        String agentId = row.path("agentId").textValue();
        return agentId != null ? agentId : row.path("assignedAgentId").textValue();
    }

    ZoneId zoneOf(ActionContext context, String agentId) {
        return context.find(rows, AGENT, agentId)
                .map(agent -> agent.path("timezone").textValue())
                .map(ZoneId::of)
                .orElse(zone);
    }
}
