package com.techbro24.crm.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.imports.ImportRow.Bound;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import com.techbro24.crm.leads.external.ExternalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses the rows of one file. */
final class RowReading {
    private static final String ASSIGNED = "assignedAgentId";

    /** A valid id that no agent has, so that an unknown owner is rejected like an unknown agent. */
    static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    private final List<ImportColumn> columns;
    private final Map<String, CustomFieldType> types;
    private final ImportConventions conventions;

    RowReading(
            List<ImportColumn> columns, List<CustomField> custom, ImportConventions conventions) {
        this.columns = columns;
        this.types = types(custom);
        this.conventions = conventions;
    }

    static Map<String, CustomFieldType> types(List<CustomField> custom) {
        return custom.stream().collect(Collectors.toMap(CustomField::name, CustomField::type));
    }

    /**
     * Converts a row to its possible commands.
     *
     * @param agentIds the id of the agent with an email; empty for none
     */
    ImportRow read(
            LeadImport of, int row, CsvLine line, Function<String, Optional<String>> agentIds) {
        ImportRow read = read(of, row, line, agentIds, BadCells.NONE);
        return of.onBadCell() == OnBadCell.SKIP ? read.withoutBadCells() : read;
    }

    private ImportRow read(
            LeadImport of,
            int row,
            CsvLine line,
            Function<String, Optional<String>> agentIds,
            BadCells bad) {
        RowInput.Read read = RowInput.of(columns, bad.without(line), types, conventions);
        ObjectNode input = read.input();
        String assigned = input.path(ASSIGNED).textValue();
        if (assigned != null && !Id.isValid(assigned)) {
            input.put(ASSIGNED, agentIds.apply(assigned).orElse(NOBODY));
        }
        List<InputError> errors = new ArrayList<>(read.errors());
        String externalId = externalId(input, errors);
        errors.addAll(width(line));
        boolean hasNotes = input.has("notes");
        if (hasNotes) {
            input.put("notes", KeptNotes.with(input.get("notes").textValue(), read.kept()));
        }
        ObjectNode create = input.deepCopy();
        create.put("notes", KeptNotes.with(line(create, "notes"), read.kept()));
        if (of.assignedAgentId() != null && !create.has(ASSIGNED)) {
            create.put(ASSIGNED, of.assignedAgentId());
        }
        if (of.onDuplicate() == OnDuplicate.CREATE) {
            create.put("allowDuplicate", true);
        }
        return new ImportRow(
                row,
                line,
                line(input, "id"),
                externalId,
                PhoneNumbers.contact(line(input, "phone")).orElse(null),
                line(input, "email"),
                Bound.of(() -> bound(LeadCommand.CREATE, create, errors)),
                of.onDuplicate() == OnDuplicate.UPDATE
                        ? Bound.of(() -> update(input, errors))
                        : new Bound<>(null, null),
                input,
                hasNotes ? List.of() : read.kept(),
                warnings(line(input, "phone"), line, bad),
                bad,
                found -> {
                    BadCells more =
                            of.onBadCell() == OnBadCell.SKIP ? bad.and(found, columns, line) : bad;
                    return more == bad
                            ? Optional.empty()
                            : Optional.of(read(of, row, line, agentIds, more));
                });
    }

    /** It is no field of the lead. */
    private static @Nullable String externalId(ObjectNode input, List<InputError> errors) {
        JsonNode cell = input.remove(ImportMapping.EXTERNAL_ID);
        String externalId = cell == null ? null : cell.textValue();
        if (externalId != null && externalId.length() > ExternalId.LENGTH_MAX) {
            String message = "externalId must be at most " + ExternalId.LENGTH_MAX + " characters.";
            errors.add(new InputError(ImportMapping.EXTERNAL_ID, "too_long", message));
        }
        return externalId;
    }

    private List<InputError> warnings(@Nullable String phone, CsvLine line, BadCells bad) {
        List<InputError> warnings = new ArrayList<>(warnings(phone, line));
        warnings.addAll(bad.warnings(columns, line));
        return warnings;
    }

    /** Warns of a number that can only be dialled locally. */
    private List<InputError> warnings(@Nullable String phone, CsvLine line) {
        boolean local = PhoneNumbers.read(phone).isPresent() && PhoneNumbers.e164(phone).isEmpty();
        if (!local) {
            return List.of();
        }
        String header = "phone";
        for (int index = 0; index < columns.size() && index < line.cells().size(); index++) {
            ImportColumn column = columns.get(index);
            if ("phone".equals(column.field()) && line.cells().get(index).contains(phone)) {
                header = column.header();
            }
        }
        String message =
                "%s: %s can only be dialled locally or not at all. The lead cannot be called or found by this number.";
        return List.of(new InputError("phone", "not_dialable", message.formatted(header, phone)));
    }

    private static @Nullable String line(ObjectNode input, String field) {
        return input.path(field).textValue();
    }

    private static LeadCommand.Update update(ObjectNode input, List<InputError> errors) {
        // Which lead it is, only the base isKnown.
        return bound(LeadCommand.UPDATE, input.put("id", Id.next()), errors);
    }

    /** The command, or a problem with all errors of the row. */
    private static <C extends Command> C bound(
            CommandType<C> type, ObjectNode input, List<InputError> errors) {
        List<InputError> all = new ArrayList<>(errors);
        try {
            C command = CommandCatalog.bind(type, input);
            if (all.isEmpty()) {
                return command;
            }
        } catch (Problem problem) {
            Set<String> named = all.stream().map(InputError::field).collect(Collectors.toSet());
            problem.errors().stream()
                    .filter(error -> !named.contains(error.field()))
                    .forEach(all::add);
        }
        throw Problem.invalid(all);
    }

    /** A cell beyond the header has no column; the whole row may be shifted. */
    private List<InputError> width(CsvLine line) {
        List<String> cells = line.cells();
        boolean beyond =
                cells.size() > columns.size()
                        && !cells.subList(columns.size(), cells.size()).stream()
                                .allMatch(String::isBlank);
        String message =
                "The row has " + cells.size() + " cells, the header " + columns.size() + ".";
        return beyond ? List.of(new InputError("", "too_many_cells", message)) : List.of();
    }
}
