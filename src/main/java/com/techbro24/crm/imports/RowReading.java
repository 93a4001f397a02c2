package com.techbro24.crm.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.imports.ImportRow.Bound;
import com.techbro24.crm.leads.CustomField;
import com.techbro24.crm.leads.CustomFieldType;
import com.techbro24.crm.leads.LeadCommand;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How the rows of one file are read. */
final class RowReading {
    private static final String ASSIGNED = "assignedAgentId";

    private final List<ImportColumn> columns;
    private final Map<String, CustomFieldType> types;

    RowReading(List<ImportColumn> columns, List<CustomField> custom) {
        this.columns = columns;
        this.types =
                custom.stream().collect(Collectors.toMap(CustomField::name, CustomField::type));
    }

    /**
     * A row of an import, as the commands that it may become.
     *
     * @param agentIds the id of the agent with an email, or what it is given
     */
    ImportRow read(LeadImport of, int row, CsvLine line, UnaryOperator<String> agentIds) {
        ObjectNode input = RowInput.of(columns, line.cells(), types);
        String assigned = input.path(ASSIGNED).asText();
        if (assigned.indexOf('@') >= 0) {
            input.put(ASSIGNED, agentIds.apply(assigned));
        }
        String id = input.path("id").textValue();
        String phone = PhoneNumbers.contact(input.path("phone").textValue()).orElse(null);
        String email = input.path("email").textValue();
        ObjectNode create = input.deepCopy();
        if (of.assignedAgentId() != null && !create.has(ASSIGNED)) {
            create.put(ASSIGNED, of.assignedAgentId());
        }
        if (of.onDuplicate() == OnDuplicate.CREATE) {
            create.put("allowDuplicate", true);
        }
        return new ImportRow(
                row,
                line,
                id,
                phone,
                email,
                Bound.of(() -> create(line, create)),
                of.onDuplicate() == OnDuplicate.UPDATE
                        ? Bound.of(() -> update(line, input))
                        : new Bound<>(null, null));
    }

    /** The faults of a row that can be seen without the base. */
    List<Fault> faults(CsvLine line) {
        Problem problem =
                Bound.of(() -> create(line, RowInput.of(columns, line.cells(), types))).problem();
        return problem == null ? List.of() : ImportRow.reasons(problem);
    }

    private LeadCommand.Create create(CsvLine line, ObjectNode input) {
        checkWidth(line);
        return CommandCatalog.bind(LeadCommand.CREATE, input);
    }

    private LeadCommand.Update update(CsvLine line, ObjectNode input) {
        checkWidth(line);
        // Which lead it is, only the base knows.
        return CommandCatalog.bind(LeadCommand.UPDATE, input.put("id", Id.next()));
    }

    /** A cell beyond the header belongs to no column, so that all of the row may be shifted. */
    private void checkWidth(CsvLine line) {
        List<String> cells = line.cells();
        boolean beyond =
                cells.size() > columns.size()
                        && !cells.subList(columns.size(), cells.size()).stream()
                                .allMatch(String::isBlank);
        if (beyond) {
            String message =
                    "The row has " + cells.size() + " cells, the header " + columns.size() + ".";
            throw Problem.invalid(List.of(new Fault("", "too_many_cells", message)));
        }
    }
}
