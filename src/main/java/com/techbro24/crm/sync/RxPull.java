package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads pages of {@link Pull} as documents of RxDB. */
final class RxPull {
    static final String DELETED = "_deleted";

    private final Pull pull;

    RxPull(Pull pull) {
        this.pull = pull;
    }

    /** The page after a checkpoint; the first one if the log or the view is another one now. */
    RxPage page(
            Tx tx, SyncType type, SyncScope scope, RxPage.@Nullable Checkpoint from, int limit) {
        SyncCursor known = from == null ? null : from.cursor(type);
        boolean isKnown = known != null && Pull.expired(tx, known, scope).isEmpty();
        SyncCursor cursor = known != null && isKnown ? known : Pull.begin(tx, type, scope);
        return page(tx, type, scope, cursor, limit, !isKnown);
    }

    private RxPage page(
            Tx tx, SyncType type, SyncScope scope, SyncCursor from, int limit, boolean restart) {
        Map<String, ObjectNode> documents = new LinkedHashMap<>();
        SyncCursor cursor = from;
        boolean more = true;
        // A short page tells RxDB that it has all, so the changes follow the snapshot at once.
        while (more && documents.size() < limit) {
            SyncPage page = pull.page(tx, type, scope, cursor, limit - documents.size());
            documents.putAll(documents(page));
            cursor = SyncCursor.read(page.cursor(), type.name());
            more = page.hasMore();
        }
        return new RxPage(List.copyOf(documents.values()), RxPage.Checkpoint.of(cursor), restart);
    }

    /** The documents of these rows, as the viewer sees them now. */
    Map<String, ObjectNode> only(Tx tx, SyncType type, SyncScope scope, List<String> ids) {
        return documents(pull.only(tx, type, scope, ids));
    }

    private static Map<String, ObjectNode> documents(SyncPage page) {
        Map<String, ObjectNode> documents = new LinkedHashMap<>();
        for (SyncPage.Item item : page.data()) {
            ObjectNode record = item.record();
            if (record != null) {
                documents.put(item.id(), record.put(DELETED, false));
            }
        }
        for (SyncPage.Removed removed : page.removed()) {
            ObjectNode gone = Json.object().put("id", removed.id()).put(DELETED, true);
            documents.put(removed.id(), gone);
        }
        return documents;
    }

    /** Whether a client holds a document already. */
    static boolean isSame(ObjectNode held, ObjectNode document, boolean everyField) {
        boolean isDeleted = document.get(DELETED).booleanValue();
        if (isDeleted || held.path(DELETED).asBoolean()) {
            return isDeleted && held.path(DELETED).asBoolean();
        }
        List<String> fields = new ArrayList<>();
        (everyField ? document : held).fieldNames().forEachRemaining(fields::add);
        return fields.stream()
                .allMatch(field -> FieldMerge.equal(held.get(field), document.get(field)));
    }
}
