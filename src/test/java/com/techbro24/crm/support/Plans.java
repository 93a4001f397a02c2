package com.techbro24.crm.support;

import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.List;

/** How a database would go about a query. */
public final class Plans {
    private Plans() {}

    /** The plan of a query that has its values in it, a line for each step. */
    public static List<String> of(Tx tx, String sql) {
        return switch (tx.dialect()) {
            case SQLITE -> tx.list("EXPLAIN QUERY PLAN " + sql, Plans::detail);
            case POSTGRESQL -> tx.list("EXPLAIN (COSTS OFF) " + sql, Row::text);
        };
    }

    private static String detail(Row row) {
        int _ = row.integer();
        int _ = row.integer();
        int _ = row.integer();
        return row.text();
    }

    /** Whether a line of a plan reads a whole table, or sorts. */
    public static boolean isScanOrSort(String line, Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> line.matches("(SCAN|USE TEMP B-TREE) (?!.*INDEX).*");
            case POSTGRESQL -> line.matches(".*(Seq Scan|Sort).*");
        };
    }
}
