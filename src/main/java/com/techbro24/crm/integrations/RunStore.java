package com.techbro24.crm.integrations;

import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code integration_runs}. */
final class RunStore {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int PURGED_AT_ONCE_MAX = 500;

    private static final Columns<IntegrationRun> COLUMNS =
            Columns.of(MethodHandles.lookup(), IntegrationRun.class, "integration_runs").build();

    private static final Listing<IntegrationRun> LISTING =
            new Listing<>(COLUMNS.select(), "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", IntegrationRun::createdAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private RunStore() {}

    static void insert(Tx tx, IntegrationRun run) {
        COLUMNS.insert(tx, run);
    }

    static Page<IntegrationRun> list(Tx tx, String integrationId, Paging paging) {
        return LISTING.page(
                tx, new Listing.Filter().and("integration_id = ?", integrationId), paging);
    }

    static void deleteOf(Tx tx, String integrationId) {
        tx.update("DELETE FROM integration_runs WHERE integration_id = ?", integrationId);
    }

    /** Deletes some old runs; returns whether more may be left. */
    static boolean purge(Tx tx, Instant now) {
        List<@Nullable Object[]> old =
                tx.list(
                        "SELECT id FROM integration_runs WHERE created_at <= ? LIMIT "
                                + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {row.text()},
                        now.minus(KEPT));
        if (!old.isEmpty()) {
            tx.updateAll("DELETE FROM integration_runs WHERE id = ?", old);
        }
        return old.size() == PURGED_AT_ONCE_MAX;
    }
}
