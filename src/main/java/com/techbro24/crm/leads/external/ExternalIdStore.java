package com.techbro24.crm.leads.external;

import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** The SQL of {@code lead_external_ids}. */
public final class ExternalIdStore {
    private static final Columns<ExternalId> COLUMNS =
            Columns.of(MethodHandles.lookup(), ExternalId.class, "lead_external_ids")
                    .fixed("system", "key")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private ExternalIdStore() {}

    public static Optional<ExternalId> find(Tx tx, String system, String externalId) {
        return tx.first(
                SELECT + " WHERE system = ? AND key = ?", COLUMNS::read, system, externalId);
    }

    static List<ExternalId> ofLead(Tx tx, String leadId) {
        return tx.list(SELECT + " WHERE lead_id = ? ORDER BY system, key", COLUMNS::read, leadId);
    }

    static void insert(Tx tx, ExternalId row) {
        COLUMNS.insert(tx, row);
    }

    static void update(Tx tx, ExternalId row) {
        COLUMNS.update(tx, row);
    }

    static void delete(Tx tx, String id) {
        tx.update("DELETE FROM lead_external_ids WHERE id = ?", id);
    }
}
