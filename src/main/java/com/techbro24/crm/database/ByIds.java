package com.techbro24.crm.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads some rows by their ids. */
final class ByIds {
    private static final int IDS_AT_ONCE_MAX = 500;
    private static final String WHERE = " WHERE ";

    private ByIds() {}

    static <T> List<T> read(
            Tx tx,
            String select,
            String idColumn,
            Listing.Filter filter,
            Function<Row, T> mapper,
            List<String> ids) {
        List<T> rows = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE_MAX) {
            List<String> some = ids.subList(from, Math.min(from + IDS_AT_ONCE_MAX, ids.size()));
            List<@Nullable Object> values = new ArrayList<>(some);
            values.addAll(filter.values());
            String sql = sql(select, idColumn, some.size(), filter.where());
            rows.addAll(tx.list(sql, mapper, values.toArray()));
        }
        return rows;
    }

    /**
     * The other conditions are in a form that no index serves. SQLite would take the index of one
     * of them, and read all rows of an agent to find some of their ids.
     *
     * @param where the other conditions, as {@code " WHERE …"}; empty for none
     */
    static String sql(String select, String idColumn, int count, String where) {
        String marks = String.join(", ", Collections.nCopies(count, "?"));
        String byId = select + WHERE + idColumn + " IN (" + marks + ")";
        return where.isEmpty()
                ? byId
                : byId
                        + " AND CASE WHEN "
                        + where.substring(WHERE.length())
                        + " THEN 1 ELSE 0 END = 1";
    }
}
