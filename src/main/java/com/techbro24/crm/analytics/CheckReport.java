package com.techbro24.crm.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the facts that are counted equal the rows of the tables.
 *
 * @param equal whether no group differs
 * @param groups how many groups of rows were compared
 * @param differences the groups that differ, at most twenty
 */
public record CheckReport(AsOf asOf, boolean equal, int groups, List<Difference> differences) {
    /**
     * A group of rows that differs.
     *
     * @param group the table, and what the rows have in common
     * @param counted the sums of the facts; null where the facts have none
     * @param inTables the sums of the tables; null where the tables have none
     */
    public record Difference(
            String group, @Nullable List<Long> counted, @Nullable List<Long> inTables) {}
}
