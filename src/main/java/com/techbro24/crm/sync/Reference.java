package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.database.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows that clients only read, and all of which they need to work alone, such as the outcomes of
 * calls. They are few, so a page has all of them, and replaces what the client had; its cursor is a
 * digest of them.
 *
 * @param name as in paths, {@code call-outcomes}
 * @param key the field by which a row is known; a type with one row only may name any
 * @param rows what a caller sees
 */
public record Reference(String name, String key, BiFunction<Tx, Caller, List<?>> rows) {
    List<SyncPage.Item> items(Tx tx, Caller viewer) {
        return rows.apply(tx, viewer).stream().map(this::item).toList();
    }

    private SyncPage.Item item(Object row) {
        ObjectNode record = Json.tree(row);
        return new SyncPage.Item(
                record.path(key).asText(name), record.path("version").asInt(1), 0, record);
    }

    /** All rows, or none if the client's cursor says that it has them. */
    SyncPage page(Tx tx, Caller viewer, @Nullable String cursor, Instant now) {
        List<SyncPage.Item> items = items(tx, viewer);
        String digest =
                UUID.nameUUIDFromBytes(Json.text(items).getBytes(StandardCharsets.UTF_8))
                        .toString();
        return new SyncPage(
                digest.equals(cursor) ? List.of() : items,
                List.of(),
                digest,
                false,
                ChangeLog.head(tx),
                LogMeta.read(tx).epoch(),
                now);
    }
}
