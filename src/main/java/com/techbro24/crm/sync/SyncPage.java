package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Growing;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a pull.
 *
 * @param data rows that changed, each once, in their current state
 * @param removed rows that the viewer no longer sees
 * @param cursor where the next pull goes on; opaque
 * @param hasMore whether the next page can be pulled at once
 * @param head the seq of the newest change of the whole log. A client that has pulled everything
 *     ({@code hasMore} is false) connects its socket with {@code since} set to it, and misses
 *     nothing
 * @param epoch of the log; goes with {@code since}
 * @param serverTime when the page was read
 */
public record SyncPage(
        List<Item> data,
        List<Removed> removed,
        String cursor,
        boolean hasMore,
        long head,
        String epoch,
        Instant serverTime) {
    /** The id of a row, or for types with few rows the word by which a row is known. */
    static final String KEY = "^[a-z0-9_-]{1,60}$";

    /**
     * A row.
     *
     * @param seq of the change that made this state; 0 where the log has none
     * @param record the row, as the REST API shows it, but for fields that depend on the time; null
     *     in a manifest
     */
    public record Item(
            @Pattern(regexp = KEY, message = "must be an id or a word") String id,
            int version,
            long seq,
            @Nullable ObjectNode record) {}

    /**
     * A row to remove from the client's copies.
     *
     * @param seq the number of the change in the log
     */
    public record Removed(String id, long seq, Reason reason) {}

    /** Why a row is removed. */
    @Growing
    public enum Reason {
        DELETED,
        OUT_OF_SCOPE
    }

    /** Whether the client has all that there is. */
    boolean isEmpty() {
        return data.isEmpty() && removed.isEmpty() && !hasMore;
    }
}
