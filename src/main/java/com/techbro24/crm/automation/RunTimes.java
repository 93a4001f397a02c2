package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.time.Window;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When runs may act. */
final class RunTimes {
    private static final String LEAD = "lead";
    private static final String AGENT = "agent";

    private final RowCatalog rows;
    private final Neighbours neighbours;
    private final ZoneId zone;

    /**
     * @param zone for rows without a time zone
     */
    RunTimes(RowCatalog rows, Neighbours neighbours, ZoneId zone) {
        this.rows = rows;
        this.neighbours = neighbours;
        this.zone = zone;
    }

    /** When a run is due: the delay begins when the window is open, and ends while it is open. */
    Instant due(Tx tx, Caller owner, CompiledRule compiled, Situation situation, Instant at) {
        Duration delay = compiled.rule().delay();
        Instant begin = opening(tx, owner, compiled, situation, at);
        return delay.isZero() ? begin : opening(tx, owner, compiled, situation, begin.plus(delay));
    }

    /** The first time from {@code at} on within the rule's window. */
    Instant opening(Tx tx, Caller owner, CompiledRule compiled, Situation situation, Instant at) {
        RuleWindow window = compiled.window();
        if (window == null) {
            return at;
        }
        JsonNode row = situation.record();
        if (window.own() == null) {
            return neighbours.callableAt(tx, leadId(compiled.entityType(), row), at);
        }
        Window own = window.own();
        ZoneId in = own.zone(named -> zone(tx, owner, compiled.entityType(), row, named));
        return own.openingAtOrAfter(at, in);
    }

    private static @Nullable String leadId(@Nullable String entityType, @Nullable JsonNode row) {
        if (row == null) {
            return null;
        }
        return row.path(LEAD.equals(entityType) ? "id" : "leadId").textValue();
    }

    private ZoneId zone(
            Tx tx, Caller owner, @Nullable String entityType, @Nullable JsonNode row, String of) {
        String id =
                switch (of) {
                    case LEAD -> leadId(entityType, row);
                    case AGENT -> row == null ? null : Recipients.agentOf(entityType, row);
                    default -> owner.agent();
                };
        String type = of.equals(LEAD) ? LEAD : AGENT;
        return id == null
                ? zone
                : rows.get(type)
                        .find(tx, owner, id)
                        .map(found -> Json.<JsonNode>tree(found).path("timezone").textValue())
                        .map(ZoneId::of)
                        .orElse(zone);
    }
}
