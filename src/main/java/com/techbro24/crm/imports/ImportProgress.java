package com.techbro24.crm.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

/**
 * The progress of an import and the results of its rows.
 *
 * @param warned number of imported rows with a warning
 * @param skippedCells number of bad cells that were left out; not stored if there are none, for
 *     nodes with an older version
 */
public record ImportProgress(
        int rowsDone,
        int created,
        int updated,
        int duplicate,
        int refused,
        int warned,
        @JsonInclude(Include.NON_DEFAULT) int skippedCells) {
    static final ImportProgress NONE = new ImportProgress(0, 0, 0, 0, 0, 0, 0);

    /** The result of one row. */
    enum Result {
        CREATED,
        UPDATED,
        DUPLICATE,
        REFUSED
    }

    ImportProgress and(Result result, boolean warns, int skipped) {
        return new ImportProgress(
                rowsDone + 1,
                created + (result == Result.CREATED ? 1 : 0),
                updated + (result == Result.UPDATED ? 1 : 0),
                duplicate + (result == Result.DUPLICATE ? 1 : 0),
                refused + (result == Result.REFUSED ? 1 : 0),
                warned + (warns ? 1 : 0),
                skippedCells + skipped);
    }
}
