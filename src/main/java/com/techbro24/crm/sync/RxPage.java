package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/**
 * What RxDB pulls.
 *
 * @param documents fewer than asked for if the client then has all that there is; a row that the
 *     client is to remove has nothing but its id and {@code _deleted}
 * @param checkpoint where the next pull goes on
 * @param restart whether this is the first page of all rows: there was no checkpoint, or one of
 *     another epoch or view. Such pages do not tell which rows are gone; the client asks for those
 *     that it has
 */
public record RxPage(List<ObjectNode> documents, Checkpoint checkpoint, boolean restart) {
    /**
     * How far a client has read.
     *
     * @param id the epoch of the log, the view, and in a snapshot its last row; opaque
     * @param lwt the seq of the log
     */
    public record Checkpoint(
            @Example("\"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17.0a71befbe5af6576\"")
                    @Pattern(regexp = FORM, message = "must be the id of a checkpoint")
                    String id,
            long lwt) {
        private static final String FORM = "^[0-9a-f-]+[.][0-9a-f]+([.][0-9a-f-]+)?$";
        private static final int PARTS_MAX = 3;

        static Checkpoint of(SyncCursor cursor) {
            String view = cursor.epoch() + '.' + cursor.scope();
            String last = cursor.lastId();
            return new Checkpoint(last == null ? view : view + '.' + last, cursor.seq());
        }

        /**
         * A text of another form becomes a cursor of no epoch, which begins anew like an old one.
         */
        SyncCursor cursor(SyncType type) {
            String[] parts = id.split("\\.", -1);
            return new SyncCursor(
                    type.name(),
                    parts[0],
                    parts.length > 1 ? parts[1] : "",
                    lwt,
                    parts.length == PARTS_MAX ? parts[2] : null);
        }
    }
}
