package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One type of rows, for rooms that read rows of many types without entering their rooms.
 *
 * @param entityType as the log names it
 * @param recordType the class of a row
 * @param isPersonal whether a caller is shown its own rows only, whatever its role
 * @param visible narrows the listing to the rows that a caller sees; without deleted rows
 * @param bulk changes of another type that change many of these rows at once; null for none
 */
public record RowType<T extends Entity>(
        String entityType,
        Class<T> recordType,
        boolean isPersonal,
        Listing<T> listing,
        Function<Caller, Listing.Filter> visible,
        @Nullable Bulk bulk) {
    /**
     * A type whose one change stands for a change of many rows.
     *
     * @param entityType as the log names it
     * @param ids the rows that were changed in this way since a time
     */
    public record Bulk(String entityType, Since ids) {}

    /** Finds rows of an agent that were changed together with others since a time. */
    @FunctionalInterface
    public interface Since {
        List<String> ids(Tx tx, String agentId, Instant time);
    }

    public RowType(
            String entityType,
            Class<T> recordType,
            boolean isPersonal,
            Listing<T> listing,
            Function<Caller, Listing.Filter> visible) {
        this(entityType, recordType, isPersonal, listing, visible, null);
    }

    /** The names of the fields that a row has in JSON, in their order. */
    public List<String> fields() {
        RowFields all = RowFields.of(recordType);
        return IntStream.range(0, all.size()).mapToObj(all::name).toList();
    }

    /** The row, if the caller can see it. */
    public Optional<T> find(Tx tx, Caller caller, String id) {
        return find(tx, caller, List.of(id)).stream().findFirst();
    }

    /** The rows with these ids that the caller can see, in no order. */
    public List<T> find(Tx tx, Caller caller, Collection<String> ids) {
        return listing.withIds(tx, visible.apply(caller), ids);
    }

    /** The next rows that the caller can see, ordered by id. */
    public List<T> after(Tx tx, Caller caller, String id, int rowsMax) {
        return listing.afterId(tx, visible.apply(caller), id, rowsMax);
    }
}
