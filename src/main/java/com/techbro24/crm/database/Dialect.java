package com.techbro24.crm.database;

/** The two kinds of database; the little SQL in which they differ is asked of it. */
public enum Dialect {
    SQLITE,
    POSTGRESQL;

    /** The folder of the migrations that only this dialect has. */
    String folder() {
        return switch (this) {
            case SQLITE -> "sqlite";
            case POSTGRESQL -> "postgresql";
        };
    }

    /** A condition with one parameter: the JSON array of text in {@code column} holds it. */
    public String arrayHas(String column) {
        return switch (this) {
            case SQLITE -> "EXISTS (SELECT 1 FROM json_each(" + column + ") WHERE value = ?)";
            case POSTGRESQL -> "jsonb_exists(" + column + "::jsonb, ?)";
        };
    }
}
