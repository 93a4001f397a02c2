package com.techbro24.crm.database;

/** Receives sums of groups of rows, to check what other rooms have counted. */
@FunctionalInterface
public interface Sums {
    /**
     * @param group what the rows have in common
     */
    void sum(String group, long... sums);

    /** SQL: whole seconds since 1970, rounded down, of a column in milliseconds. */
    static String seconds(String column) {
        return "(%s - ((%s %% 1000 + 1000) %% 1000)) / 1000".formatted(column, column);
    }
}
