package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine needs of another CRM. Records have the fields of our leads: a connector
 * translates at its border, and null stands for no value. Calls block; a virtual thread makes them.
 */
public interface Connector {
    /** The most items of one push or read. */
    int ITEMS_MAX = 100;

    /** Where the first pull begins. */
    String BEGINNING = "";

    /**
     * A record of the other side.
     *
     * @param at when it changed last, by the clock there
     * @param localId the id of our row, if we have created the record; null otherwise
     */
    record Remote(String id, ObjectNode fields, Instant at, @Nullable String localId) {}

    /**
     * Records that have changed, each at least once.
     *
     * @param cursor where the next pull begins
     * @param hasMore whether the next pull brings more at once
     */
    record Pulled(List<Remote> records, String cursor, boolean hasMore) {}

    /** Ids of records that were deleted, each at least once. */
    record Gone(List<String> ids, String cursor, boolean hasMore) {}

    /**
     * A row of ours for the other side.
     *
     * @param remoteId null to create the record, once for each row however often it is sent
     * @param fields those to set
     */
    record Item(String localId, @Nullable String remoteId, ObjectNode fields) {}

    /**
     * A call of ours.
     *
     * @param call the row
     * @param remoteId the record of its lead
     */
    record CallItem(String localId, ObjectNode call, String remoteId) {}

    /**
     * What became of an item.
     *
     * @param remoteId the record; null if it was refused
     * @param existingId a record that is there already for the same person; null for none
     * @param refusal why the item can't be taken as it is; null if it was taken
     */
    record Result(
            String localId,
            @Nullable String remoteId,
            @Nullable String existingId,
            @Nullable String refusal) {
        public static Result taken(String localId, String remoteId) {
            return new Result(localId, remoteId, null, null);
        }

        public static Result refused(String localId, String why) {
            return new Result(localId, null, null, why);
        }
    }

    /** The other side can't be asked now, or not at all. The message says why. */
    final class ConnectorException extends Exception {
        private static final long serialVersionUID = 1;

        private final @Nullable Duration after;
        private final boolean isFinal;

        private ConnectorException(String reason, @Nullable Duration after, boolean isFinal) {
            super(reason, null, false, false);
            this.after = after;
            this.isFinal = isFinal;
        }

        /** Later: at once as far as the engine knows. */
        public static ConnectorException later(String reason, @Nullable Duration after) {
            return new ConnectorException(reason, after, false);
        }

        /** A person must do something first, such as enter another token. */
        public static ConnectorException forGood(String reason) {
            return new ConnectorException(reason, null, true);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }

        /** How long to wait, if the other side said so. */
        public Optional<Duration> after() {
            return Optional.ofNullable(after);
        }

        public boolean isFinal() {
            return isFinal;
        }
    }

    /** Checks the access, and prepares the other side where it must be. */
    void prepare() throws ConnectorException;

    /** The next changed records after a cursor; {@link #BEGINNING} for all. */
    Pulled pull(String cursor) throws ConnectorException;

    /** The next deleted records after a cursor. */
    Gone deleted(String cursor) throws ConnectorException;

    /** The records with these ids as they are now, at most {@link #ITEMS_MAX}. */
    List<Remote> read(Collection<String> ids) throws ConnectorException;

    /** Creates and changes records, at most {@link #ITEMS_MAX}; a result for each. */
    List<Result> push(List<Item> items) throws ConnectorException;

    /** Writes calls, each once however often it is sent, at most {@link #ITEMS_MAX}. */
    List<Result> pushCalls(List<CallItem> calls) throws ConnectorException;

    /** Makes the connector of a connection. */
    interface Factory {
        /**
         * Makes a connector; nothing is sent yet.
         *
         * @param url the address of the API; null for the provider's
         */
        Connector open(Provider provider, @Nullable String url, String token);
    }
}
