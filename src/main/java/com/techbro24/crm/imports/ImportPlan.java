package com.techbro24.crm.imports;

import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.customfields.CustomField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the rows of a file are parsed; shared by preview and import. */
record ImportPlan(List<ImportColumn> columns, ImportConventions conventions) {
    /**
     * The options of the importer.
     *
     * @param columns a field for each column; empty to use the header
     * @param conventions those that are set; the rest is detected
     * @param automation whether automation rules answer what the import does
     * @param externalSystem the system whose ids the column externalId has; null for none
     */
    record Options(
            OnDuplicate onDuplicate,
            OnBadCell onBadCell,
            @Nullable String assignedAgentId,
            List<String> columns,
            ImportConventions conventions,
            boolean automation,
            @Nullable String externalSystem) {
        /** Whether the importer mapped the columns. */
        boolean mapsColumns() {
            return !columns.isEmpty();
        }
    }

    /** Builds the plan from the first rows, as text. */
    static ImportPlan of(
            List<String> header, Options options, List<CustomField> custom, List<CsvLine> sample) {
        List<ImportColumn> columns = new ImportMapping(custom).of(header, options.columns());
        if (!options.mapsColumns()) {
            columns = ImportMapping.withoutForeignIds(columns, sample);
        }
        columns = ImportMapping.withExternalIds(columns, options);
        var types = RowReading.types(custom);
        return new ImportPlan(columns, options.conventions().completed(columns, types, sample));
    }
}
