package com.techbro24.crm.imports;

import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.customfields.CustomField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the rows of a file are read; a preview and an import make theirs here. */
record ImportPlan(List<ImportColumn> columns, ImportConventions conventions) {
    /**
     * What the importer wants of its file.
     *
     * @param columns a field for each column; empty to go by the header
     * @param conventions what is asked for; the rest is found
     */
    record Wish(
            OnDuplicate onDuplicate,
            @Nullable String assignedAgentId,
            List<String> columns,
            ImportConventions conventions) {}

    /** By the first rows, as text. */
    static ImportPlan of(
            List<String> header, Wish wish, List<CustomField> custom, List<CsvLine> sample) {
        List<ImportColumn> columns = new ImportMapping(custom).of(header, wish.columns());
        if (wish.columns().isEmpty()) {
            columns = ImportMapping.withoutForeignIds(columns, sample);
        }
        var types = RowReading.types(custom);
        return new ImportPlan(columns, wish.conventions().completed(columns, types, sample));
    }
}
