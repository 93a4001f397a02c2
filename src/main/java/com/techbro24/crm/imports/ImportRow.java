package com.techbro24.crm.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row ready for the writer: parsed and validated as far as possible without the database.
 *
 * @param row its index in the file, from 0 below the header
 * @param id the lead id in the row; null for none
 * @param externalId the id in the other system; null for none
 * @param phoneE164 to find an existing lead; null for none
 * @param email to find an existing lead; null for none
 * @param input the fields for an update
 * @param kept lines that an update appends to the existing notes
 * @param warnings possible mistakes; the row can still be imported
 * @param bad the cells that are left out
 * @param rereading reads the row again without the cells that errors are about
 */
record ImportRow(
        int row,
        CsvLine line,
        @Nullable String id,
        @Nullable String externalId,
        @Example("\"+4930901820\"") @Nullable String phoneE164,
        @Nullable String email,
        Bound<LeadCommand.Create> create,
        Bound<LeadCommand.Update> update,
        ObjectNode input,
        List<String> kept,
        List<InputError> warnings,
        BadCells bad,
        Rereading rereading) {
    /** Reads a row again. */
    interface Rereading {
        /**
         * The row without the cells that the errors are about; empty if none of them can be left
         * out.
         */
        Optional<ImportRow> without(List<InputError> errors);
    }

    /** The row without its bad cells, as far as they are known without the database. */
    ImportRow withoutBadCells() {
        ImportRow row = this;
        Optional<ImportRow> without = rereading.without(errors());
        while (without.isPresent()) {
            row = without.get();
            without = row.rereading.without(row.errors());
        }
        return row;
    }

    private List<InputError> errors() {
        return Stream.of(create.problem(), update.problem())
                .filter(Objects::nonNull)
                .flatMap(problem -> problem.errors().stream())
                .toList();
    }

    int skippedCells() {
        return bad.errors().size();
    }

    /** The update of the existing lead; its notes are kept. */
    LeadCommand.Update update(Lead existing) {
        LeadCommand.Update bound = update.get();
        String notes = KeptNotes.with(existing.notes(), kept);
        return kept.isEmpty() || Objects.equals(notes, existing.notes())
                ? new LeadCommand.Update(existing.id(), bound.fields(), bound.allowDuplicate())
                : CommandCatalog.bind(
                        LeadCommand.UPDATE,
                        input.deepCopy().put("id", existing.id()).put("notes", notes));
    }

    /** A command, or why the row is invalid. */
    record Bound<C>(@Nullable C command, @Nullable Problem problem) {
        static <C> Bound<C> of(Supplier<C> binding) {
            try {
                return new Bound<>(binding.get(), null);
            } catch (Problem problem) {
                return new Bound<>(null, problem);
            }
        }

        C get() {
            if (command == null) {
                throw problem == null ? new IllegalStateException() : problem;
            }
            return command;
        }
    }
}
