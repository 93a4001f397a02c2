package com.techbro24.crm.sync;

import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code sync_log} and {@code sync_devices}. */
final class SyncLogStore {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int PURGED_AT_ONCE_MAX = 500;

    private static final Listing<SyncRun> LISTING =
            new Listing<>(
                            "SELECT id, at, agent_id, device_id, type, direction, rows_sent,"
                                    + " rows_removed, applied, conflicts, rejected, bytes,"
                                    + " milliseconds, error FROM sync_log",
                            "id",
                            "-at",
                            SyncLogStore::read)
                    .sort("at", "at", SyncRun::at);

    static final Collection<String> SORTS = LISTING.sorts();

    private SyncLogStore() {}

    /**
     * How far a device has read one type.
     *
     * @param type the type of the rows
     * @param seq the log up to here is known to the device
     * @param lag changes of the log since then, of any type
     * @param pulledAt when it pulled last; null for never
     * @param pushedAt when it pushed last; null for never
     */
    public record Device(
            String deviceId,
            String type,
            long seq,
            @Nullable Long lag,
            @Nullable Instant pulledAt,
            @Nullable Instant pushedAt) {
        Device behind(long head) {
            return new Device(deviceId, type, seq, Math.max(0, head - seq), pulledAt, pushedAt);
        }
    }

    static Page<SyncRun> list(
            Tx tx, String agentId, @Nullable Instant from, @Nullable Instant to, Paging paging) {
        Listing.Filter filter = new Listing.Filter().and("agent_id = ?", agentId);
        return LISTING.page(tx, filter.between("at", from, to), paging);
    }

    static List<Device> devices(Tx tx, String agentId) {
        return tx.list(
                "SELECT device_id, type, seq, pulled_at, pushed_at FROM sync_devices"
                        + " WHERE agent_id = ? ORDER BY device_id, type",
                row ->
                        new Device(
                                row.text(),
                                row.text(),
                                row.longInteger(),
                                null,
                                row.timeOrNull(),
                                row.timeOrNull()),
                agentId);
    }

    static void insert(Tx tx, SyncRun run) {
        tx.update(
                "INSERT INTO sync_log (id, at, agent_id, device_id, type, direction, rows_sent,"
                        + " rows_removed, applied, conflicts, rejected, bytes, milliseconds, error)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.id(),
                run.at(),
                run.agentId(),
                run.deviceId(),
                run.type(),
                run.direction(),
                run.sent(),
                run.removed(),
                run.applied(),
                run.conflicts(),
                run.rejected(),
                run.bytes(),
                run.milliseconds(),
                run.error());
    }

    static void pulled(Tx tx, String agentId, String device, String type, long seq, Instant at) {
        tx.update(
                "INSERT INTO sync_devices (agent_id, device_id, type, seq, pulled_at)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (agent_id, device_id, type) DO"
                        + " UPDATE SET seq = excluded.seq, pulled_at = excluded.pulled_at",
                agentId,
                device,
                type,
                seq,
                at);
    }

    static void pushed(Tx tx, String agentId, String device, String type, Instant at) {
        tx.update(
                "INSERT INTO sync_devices (agent_id, device_id, type, seq, pushed_at)"
                        + " VALUES (?, ?, ?, 0, ?) ON CONFLICT (agent_id, device_id, type) DO"
                        + " UPDATE SET pushed_at = excluded.pushed_at",
                agentId,
                device,
                type,
                at);
    }

    /** Forgets some runs that are too old; whether more are left. */
    static boolean purge(Tx tx, Instant now) {
        return tx.update(
                        "DELETE FROM sync_log WHERE id IN (SELECT id FROM sync_log WHERE at < ?"
                                + " LIMIT ?)",
                        now.minus(KEPT),
                        PURGED_AT_ONCE_MAX)
                == PURGED_AT_ONCE_MAX;
    }

    private static SyncRun read(Row row) {
        return new SyncRun(
                row.text(),
                row.time(),
                row.text(),
                row.text(),
                row.text(),
                row.word(SyncRun.Direction.class),
                row.integer(),
                row.integer(),
                row.integer(),
                row.integer(),
                row.integer(),
                row.longInteger(),
                row.integer(),
                row.textOrNull());
    }
}
