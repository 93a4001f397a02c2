package com.techbro24.crm.imports;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.imports.csv.CsvLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores the rows of a file as they come in, packed in pieces, many pieces in a transaction: what a
 * file costs before it is refused must not grow with the number of its rows, since one of a few
 * kilobytes can unpack to millions.
 */
final class ChunkWriter {
    static final int ROWS_MAX = 1_000_000;
    private static final int CHUNK_ROWS_MAX = 500;
    private static final int CHUNK_CHARACTERS_MAX = 128 * 1024;
    private static final int CHUNKS_AT_ONCE = 32;

    private final GroupCommit writer;
    private final String importId;
    private final Instant now;
    private final List<CsvLine> lines = new ArrayList<>();
    private final List<ImportChunk> chunks = new ArrayList<>();
    private int characters;
    private int rows;

    ChunkWriter(GroupCommit writer, String importId, Instant now) {
        this.writer = writer;
        this.importId = importId;
        this.now = now;
    }

    void add(CsvLine line) {
        if (rows + lines.size() == ROWS_MAX) {
            throw Problem.invalid(
                    "The file has more than " + ROWS_MAX + " rows; send it in parts.");
        }
        lines.add(line);
        characters += line.cells().stream().mapToInt(String::length).sum();
        if (lines.size() == CHUNK_ROWS_MAX || characters > CHUNK_CHARACTERS_MAX) {
            pack();
        }
        if (chunks.size() == CHUNKS_AT_ONCE) {
            store();
        }
    }

    /** A file without rows is most likely one that was cut off. */
    static void refuseNone(int rows) {
        if (rows == 0) {
            throw Problem.invalid("The file has a header and no row below it.");
        }
    }

    private void pack() {
        if (!lines.isEmpty()) {
            chunks.add(ImportChunk.of(rows, lines));
            rows += lines.size();
            lines.clear();
            characters = 0;
        }
    }

    private void store() {
        List<ImportChunk> packed = List.copyOf(chunks);
        chunks.clear();
        int _ =
                writer.write(
                        tx -> {
                            packed.forEach(
                                    chunk -> ImportChunkStore.insert(tx, importId, chunk, now));
                            return packed.size();
                        });
    }

    /** Stores what is left; the number of all rows. */
    int finish() {
        pack();
        store();
        return rows;
    }
}
