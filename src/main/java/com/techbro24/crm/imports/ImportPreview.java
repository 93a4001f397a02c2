package com.techbro24.crm.imports;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.imports.ImportProgress.Result;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The preview of an import, from the beginning of its file.
 *
 * @param encoding of the part that was read
 * @param layout the program that exported it; null if not recognised
 * @param conventions the formats of numbers and times: set, or detected in the first rows
 * @param columns the target of each column, with some cells
 * @param notTaken the headers of ignored columns
 * @param mapping the value for the parameter {@code columns}: {@code name,phone,-}
 * @param mappingWarnings columns that are not imported, and a file without phones and emails
 * @param errors errors that prevent the whole import
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
        List<InputError> mappingWarnings,
        List<InputError> errors,
        List<SampleRow> rows) {
    /**
     * A column of the file.
     *
     * @param header the column's header in the file
     * @param field the target field; null if the column is ignored
     * @param samples the first non-empty cells
     */
    public record Column(
            @Example("\"Phone number\"") String header,
            @Example("\"phone\"") @Nullable String field,
            List<String> samples) {}

    /**
     * A row of the file.
     *
     * @param line its line in the file, from 1
     * @param cells the cells as they are in the file
     * @param result the result if it were imported now
     * @param errors why it would be rejected
     * @param warnings possible mistakes; the row would still be imported
     */
    public record SampleRow(
            int line,
            List<String> cells,
            Result result,
            List<InputError> errors,
            List<InputError> warnings) {}
}
