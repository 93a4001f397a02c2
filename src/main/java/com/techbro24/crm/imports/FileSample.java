package com.techbro24.crm.imports;

import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.util.ArrayList;
import java.util.List;

/**
 * The first rows of a file, by which is decided how all of it is read. Their number is such that
 * they lie within what a preview reads of a file, so that preview and import decide alike.
 */
final class FileSample {
    private static final int ROWS_MAX = 500;
    private static final int CHARACTERS_MAX = 64 * 1024;

    private final List<CsvLine> lines = new ArrayList<>();
    private int characters;

    void add(CsvLine line) {
        if (!isFull()) {
            // A cell may be in quotes, and each of its signs a quote that is doubled.
            characters += line.cells().stream().mapToInt(cell -> 2 * cell.length() + 3).sum();
            if (characters <= CHARACTERS_MAX) {
                lines.add(line);
            }
        }
    }

    boolean isFull() {
        return lines.size() == ROWS_MAX || characters > CHARACTERS_MAX;
    }

    List<CsvLine> in(ImportEncoding encoding) {
        return lines.stream().map(line -> line.in(encoding)).toList();
    }
}
