package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Streams all types at once. The head of the log is read first; each page is a short transaction of
 * its own, and what changes meanwhile comes with the first pull from the cursors at the end.
 */
final class FullSync {
    private static final int ROWS_A_PAGE = 500;
    private static final String NDJSON = "application/x-ndjson";
    private static final byte[] NEW_LINE = "\n".getBytes(StandardCharsets.UTF_8);

    private final Database database;
    private final Pull pull;
    private final List<Reference> references;
    private final SyncJournal journal;
    private final Clock clock;

    FullSync(
            Database database,
            Pull pull,
            List<Reference> references,
            SyncJournal journal,
            Clock clock) {
        this.database = database;
        this.pull = pull;
        this.references = references;
        this.journal = journal;
        this.clock = clock;
    }

    /** Where a full sync begins. */
    private record Start(SyncScope scope, Map<String, SyncCursor> cursors, long head) {}

    Reply stream(Request request, String agentId) {
        long started = System.nanoTime();
        Caller caller = request.caller();
        Start start =
                database.read(
                        tx -> {
                            SyncScope scope = SyncScope.of(tx, caller, agentId);
                            Map<String, SyncCursor> cursors = new LinkedHashMap<>();
                            SyncType.ALL.forEach(
                                    type -> cursors.put(type.name(), Pull.begin(tx, type, scope)));
                            return new Start(scope, cursors, ChangeLog.head(tx));
                        });
        boolean lines = request.header("accept").orElse("").contains(NDJSON);
        SyncJournal.Entry entry = new SyncJournal.Entry(agentId, request.device(), "full", started);
        return Reply.stream(
                lines ? NDJSON : "application/json",
                out -> {
                    Writing writing = lines ? new Lines(out) : new Tree(out);
                    write(start, writing);
                    journal.pulled(entry, writing.rows, 0, writing.bytes, start.head());
                });
    }

    private void write(Start start, Writing writing) throws IOException {
        ObjectNode cursors = Json.object();
        for (SyncType type : SyncType.ALL) {
            writing.begin(type.name());
            SyncCursor cursor = Objects.requireNonNull(start.cursors().get(type.name()));
            while (cursor.isSnapshot()) {
                SyncCursor from = cursor;
                SyncPage page =
                        database.read(tx -> pull.page(tx, type, start.scope(), from, ROWS_A_PAGE));
                for (SyncPage.Item item : page.data()) {
                    writing.row(type.name(), Json.tree(item));
                }
                cursor = SyncCursor.read(page.cursor(), type.name());
            }
            cursors.put(type.name(), cursor.text());
        }
        for (Reference reference : references) {
            writing.begin(reference.name());
            for (SyncPage.Item item : rows(reference, start.scope().viewer())) {
                writing.row(reference.name(), Json.tree(item));
            }
        }
        ObjectNode end = Json.object();
        end.set("cursors", cursors);
        end.put("head", start.head());
        end.set("serverTime", Json.tree(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        writing.end(end);
    }

    private List<SyncPage.Item> rows(Reference reference, Caller viewer) {
        return database.read(tx -> reference.items(tx, viewer));
    }

    /** All rows of a type that clients only read, unless they have them; empty for another name. */
    Optional<Reply> reference(String name, @Nullable String cursor, Request request) {
        return references.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(
                        reference ->
                                Reply.json(
                                        database.read(
                                                tx ->
                                                        reference.page(
                                                                tx,
                                                                SyncScope.of(
                                                                                tx,
                                                                                request.caller(),
                                                                                request.agentId(
                                                                                        "agentId"))
                                                                        .viewer(),
                                                                cursor,
                                                                clock.instant()
                                                                        .truncatedTo(
                                                                                ChronoUnit
                                                                                        .MILLIS)))));
    }

    /** A page as lines: one for each row, one for each removal, and the rest in the last. */
    static byte[] lines(SyncPage page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            for (SyncPage.Item item : page.data()) {
                line(out, Json.bytes(item));
            }
            for (SyncPage.Removed removed : page.removed()) {
                line(out, Json.bytes(removed));
            }
            ObjectNode rest = Json.tree(page);
            rest.remove(List.of("data", "removed"));
            line(out, Json.bytes(rest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void line(OutputStream out, byte[] json) throws IOException {
        out.write(json);
        out.write(NEW_LINE);
    }

    /** The form in which a full sync is written. */
    private abstract static class Writing {
        final OutputStream out;
        int rows;
        long bytes;

        Writing(OutputStream out) {
            this.out = out;
        }

        void write(String text) throws IOException {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            bytes += encoded.length;
            out.write(encoded);
        }

        abstract void begin(String type) throws IOException;

        abstract void row(String type, ObjectNode row) throws IOException;

        abstract void end(ObjectNode rest) throws IOException;
    }

    /** A JSON object a line, each with its type. */
    private static final class Lines extends Writing {
        Lines(OutputStream out) {
            super(out);
        }

        @Override
        void begin(String type) {}

        @Override
        void row(String type, ObjectNode row) throws IOException {
            rows++;
            write(Json.object().put("type", type).setAll(row) + "\n");
        }

        @Override
        void end(ObjectNode rest) throws IOException {
            write(rest + "\n");
        }
    }

    /** One JSON object, with an array for each type. */
    private static final class Tree extends Writing {
        private boolean isFirstType = true;
        private boolean isFirstRow = true;

        Tree(OutputStream out) {
            super(out);
        }

        @Override
        void begin(String type) throws IOException {
            write((isFirstType ? "{\"data\":{" : "],") + Json.text(type) + ":[");
            isFirstType = false;
            isFirstRow = true;
        }

        @Override
        void row(String type, ObjectNode row) throws IOException {
            rows++;
            write((isFirstRow ? "" : ",") + row);
            isFirstRow = false;
        }

        @Override
        void end(ObjectNode rest) throws IOException {
            write("]}," + rest.toString().substring(1));
        }
    }
}
