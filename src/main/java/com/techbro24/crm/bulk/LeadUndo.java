package com.techbro24.crm.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.bulk.BulkProgress.Result;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.JobCommands;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.leads.LeadStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes back what an import or a bulk change did to one lead, by one normal command.
 *
 * @param via how the log names what is undone
 */
record LeadUndo(ChangeReader reader, JobCommands commands, String via) {
    private static final int BELONGINGS_READ_MAX = 200;

    /**
     * The result for a lead.
     *
     * @param reasons why something stayed; empty if nothing did
     */
    record Undone(Result result, List<InputError> reasons) {
        static Undone of(Result result) {
            return new Undone(result, List.of());
        }

        static Undone stays(String code, String message) {
            return new Undone(Result.REFUSED, List.of(new InputError("", code, message)));
        }
    }

    /**
     * Undoes it; throws a problem if the command is refused.
     *
     * @param first the seq of the first change that is undone
     */
    Undone undo(String leadId, long first) {
        LeadPast past = LeadPast.read(commands.tx(), reader, leadId, via, first);
        Lead lead = LeadStore.find(commands.tx(), leadId).orElse(null);
        if (lead == null) {
            return Undone.of(Result.UNCHANGED);
        }
        if (lead.mergedIntoId() != null) {
            return Undone.stays("merged", "The lead was merged into another one since.");
        }
        if (past.isCreation()) {
            return created(lead, past);
        }
        if (past.isDeletion() && lead.deletedAt() != null) {
            var _ = commands.attempt(new LeadCommand.Restore(leadId, null));
            return Undone.of(Result.RESTORED);
        }
        if (lead.deletedAt() != null) {
            return Undone.stays("touched_since", "The lead was deleted since.");
        }
        return fields(lead, past);
    }

    private Undone created(Lead lead, LeadPast past) {
        if (lead.deletedAt() != null) {
            return Undone.of(Result.UNCHANGED);
        }
        List<String> touches = past.touches();
        if (!touches.isEmpty()) {
            return Undone.stays(
                    "touched_since", "The lead was changed since, at " + touches.getLast() + ".");
        }
        List<Change> belongings =
                reader.about(
                        commands.tx(),
                        new Subject(Lead.TYPE, lead.id()),
                        Long.MAX_VALUE,
                        BELONGINGS_READ_MAX);
        if (LeadStore.withMerged(commands.tx(), lead.id()).size() > 1) {
            return Undone.stays("merged", "Another lead was merged into the lead since.");
        }
        if (past.isTouchedBy(belongings)) {
            return Undone.stays("touched_since", "The lead has a call or a reminder since.");
        }
        var _ = commands.attempt(new LeadCommand.Delete(lead.id()));
        return Undone.of(Result.DELETED);
    }

    private Undone fields(Lead lead, LeadPast past) {
        List<InputError> reasons = new ArrayList<>();
        past.changedSince()
                .forEach(
                        (field, at) ->
                                reasons.add(
                                        new InputError(
                                                field,
                                                "touched_since",
                                                field
                                                        + " was changed since, at "
                                                        + Times.format(at)
                                                        + ".")));
        ObjectNode input = input(lead, past.restorable());
        dropImpossibleStatus(lead, input, reasons);
        if (input.isEmpty()) {
            return new Undone(reasons.isEmpty() ? Result.UNCHANGED : Result.REFUSED, reasons);
        }
        input.put("id", lead.id());
        Integer version =
                commands.attempt(CommandCatalog.bind(LeadCommand.UPDATE, input)).version();
        boolean changed = version != null && version > lead.version();
        Result stayed = reasons.isEmpty() ? Result.UNCHANGED : Result.REFUSED;
        return new Undone(changed ? Result.CHANGED : stayed, reasons);
    }

    private static ObjectNode input(Lead lead, Map<String, JsonNode> restorable) {
        ObjectNode input = Json.object();
        Set<String> tags = new LinkedHashSet<>(lead.tags());
        restorable.forEach(
                (field, value) -> {
                    if (field.startsWith(LeadFieldsBefore.TAG)) {
                        String tag = field.substring(LeadFieldsBefore.TAG.length());
                        boolean _ = value.booleanValue() ? tags.add(tag) : tags.remove(tag);
                    } else if (field.startsWith(LeadFieldsBefore.CUSTOM)) {
                        input.withObjectProperty("customFields")
                                .set(field.substring(LeadFieldsBefore.CUSTOM.length()), value);
                    } else {
                        input.set(field, value);
                    }
                });
        if (!tags.equals(new LinkedHashSet<>(lead.tags()))) {
            input.set("tags", Json.tree(tags));
        }
        return input;
    }

    /**
     * Some steps of a status have no way back, such as the first contact. The status then stays,
     * with its reason.
     */
    private static void dropImpossibleStatus(
            Lead lead, ObjectNode input, List<InputError> reasons) {
        JsonNode old = input.get("status");
        if (old != null) {
            LeadStatus status = EnumNames.get(LeadStatus.class, old.textValue());
            if (status == lead.status() || lead.status().transitions().contains(status)) {
                return;
            }
            input.remove("status");
            String message =
                    "The status cannot go back from "
                            + EnumNames.of(lead.status())
                            + " to "
                            + old.textValue()
                            + ".";
            reasons.add(new InputError("status", "no_way_back", message));
            input.remove("lostReason");
        } else if (reasons.stream().anyMatch(reason -> reason.field().equals("status"))) {
            input.remove("lostReason");
        }
    }
}
