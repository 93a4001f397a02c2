package com.techbro24.crm.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row that is ready for the writer: read and checked as far as it can be without the base.
 *
 * @param row its place in the file; the first below the header is 0
 * @param id that it brings; null for none
 * @param phoneE164 by which its lead may stand already; null for none
 * @param email by which its lead may stand already; null for none
 * @param input what it brings for an update
 * @param kept lines that an update adds to the notes that stand
 * @param warnings what is worth a look, although the row can be taken
 */
record ImportRow(
        int row,
        CsvLine line,
        @Nullable String id,
        @Example("\"+4930901820\"") @Nullable String phoneE164,
        @Nullable String email,
        Bound<LeadCommand.Create> create,
        Bound<LeadCommand.Update> update,
        ObjectNode input,
        List<String> kept,
        List<InputError> warnings) {
    /** The change of the lead that stands, whose notes keep what they say. */
    LeadCommand.Update update(Lead standing) {
        LeadCommand.Update bound = update.get();
        String notes = KeptNotes.with(standing.notes(), kept);
        return kept.isEmpty() || Objects.equals(notes, standing.notes())
                ? new LeadCommand.Update(standing.id(), bound.fields(), bound.allowDuplicate())
                : CommandCatalog.bind(
                        LeadCommand.UPDATE,
                        input.deepCopy().put("id", standing.id()).put("notes", notes));
    }

    /** A command, or why the row is none. */
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

    /** What a refusal says of a row, fault by fault. */
    @SuppressWarnings("unchecked")
    static List<InputError> reasons(Problem problem) {
        if (!problem.errors().isEmpty()) {
            return problem.errors();
        }
        Object told = problem.members().getOrDefault("errors", Collections.emptyList());
        List<InputError> errors = (List<InputError>) told;
        return errors.isEmpty()
                ? List.of(new InputError("", EnumNames.of(problem.code()), problem.detail()))
                : errors;
    }
}
