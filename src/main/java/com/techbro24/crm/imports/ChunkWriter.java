package com.techbro24.crm.imports;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.imports.csv.CsvLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores rows while the file is received, in compressed chunks, many per transaction. So the memory
 * for a file does not grow with its number of rows, as a few kilobytes can decompress to millions.
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

    /** A file without rows was most likely truncated. */
    static void checkNotEmpty(int rows) {
        if (rows == 0) {
            throw Problem.invalid("The file has a header but no rows.");
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

    /** Stores the remaining rows; returns the number of all rows. */
    int finish() {
        pack();
        store();
        return rows;
    }
}
