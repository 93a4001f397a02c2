package com.techbro24.crm.imports.csv;

import java.util.List;

/**
 * One row of a file.
 *
 * @param line the line in which it starts; the file's first is 1
 */
public record CsvLine(int line, List<String> cells) {
    public CsvLine in(ImportEncoding encoding) {
        return new CsvLine(line, cells.stream().map(encoding::text).toList());
    }
}
