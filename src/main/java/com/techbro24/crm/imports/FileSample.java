package com.techbro24.crm.imports;

import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.util.ArrayList;
import java.util.List;

/**
 * The first rows of a file, from which its conventions are detected. They fit into the part that a
 * preview reads, so preview and import detect the same.
 */
final class FileSample {
    private static final int ROWS_MAX = 500;
    private static final int CHARACTERS_MAX = 64 * 1024;

    private final List<CsvLine> lines = new ArrayList<>();
    private int characters;

    void add(CsvLine line) {
        if (!isFull()) {
            // Worst case: a quoted cell in which each character is a doubled quote.
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
