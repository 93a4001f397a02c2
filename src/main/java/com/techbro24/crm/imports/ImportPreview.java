package com.techbro24.crm.imports;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.imports.ImportProgress.Result;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import would make of a file, by its beginning.
 *
 * @param encoding as far as it was read
 * @param layout the program whose export it is; null where none was recognised
 * @param conventions how its numbers and times would be read: as asked for, or as the first rows
 *     show it
 * @param columns what each column would become, with some of its cells
 * @param notTaken the headers of the columns that would be left out
 * @param mapping the same for the import's {@code columns}: {@code name,phone,-}
 * @param faults what hinders the import as a whole
 * @param rows the first rows
 */
public record ImportPreview(
        ImportEncoding encoding,
        Delimiter delimiter,
        @Nullable Layout layout,
        ImportConventions conventions,
        List<Column> columns,
        List<String> notTaken,
        String mapping,
        List<InputError> errors,
        List<SampleRow> rows) {
    /**
     * A column of the file.
     *
     * @param field what its cells would become; null where they are left out
     * @param samples the first cells that hold something
     */
    public record Column(
            @Example("\"Phone number\"") String header,
            @Example("\"phone\"") @Nullable String field,
            List<String> samples) {}

    /**
     * A row of the file.
     *
     * @param result what it would come to, were the import done now
     * @param faults for which it would be refused
     * @param warnings what is worth a look, although the row would be taken
     */
    public record SampleRow(
            int line,
            List<String> cells,
            Result result,
            List<InputError> errors,
            List<InputError> warnings) {}
}
