package com.techbro24.crm.leads.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadFields;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.LeadsByContact;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the commands of external ids, by the commands of leads. */
public final class ExternalIdHandler implements Handler<ExternalIdCommand> {
    private final CommandRunner runner;

    public ExternalIdHandler(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public Outcome handle(ExternalIdCommand command, Context context) {
        return switch (command) {
            case ExternalIdCommand.Upsert upsert -> upsert(upsert, context);
            case ExternalIdCommand.Link link -> link(link, context);
            case ExternalIdCommand.Unlink unlink -> unlink(unlink, context);
        };
    }

    private Outcome upsert(ExternalIdCommand.Upsert command, Context context) {
        Tx tx = context.tx();
        Optional<ExternalId> known = ExternalIdStore.find(tx, command.system(), command.key());
        if (known.isPresent()) {
            return Outcome.unchanged(update(known.get().leadId(), command, context));
        }
        if (context.expectedVersion() != null) {
            throw Problem.of(Problem.Code.STALE, "No lead has this external id yet.");
        }
        Optional<Lead> same =
                Boolean.TRUE.equals(command.linkDuplicate())
                        ? withSameContact(command, context)
                        : Optional.empty();
        Lead lead =
                same.isPresent()
                        ? update(same.get().id(), command, context)
                        : create(command, context);
        Draft link =
                ExternalIds.link(
                        tx,
                        ExternalId.of(command.system(), command.key(), lead.id(), context.now()),
                        lead);
        return same.isPresent() ? Outcome.changed(lead, link) : Outcome.created(lead, link);
    }

    private Lead update(String leadId, ExternalIdCommand.Upsert command, Context context) {
        var update = new LeadCommand.Update(leadId, command.fields(), command.allowDuplicate());
        Submission submission =
                Submission.of(update, context.caller()).expecting(context.expectedVersion());
        return lead(runner.run(context.tx(), submission), context.tx());
    }

    private Lead create(ExternalIdCommand.Upsert command, Context context) {
        ObjectNode all = Json.tree(command.fields().values());
        ObjectNode input = Json.object();
        for (String field : command.fields().present()) {
            JsonNode value = all.get(field);
            if (value != null && !value.isNull()) {
                input.set(field, value);
            }
        }
        input.put("allowDuplicate", command.allowDuplicate());
        LeadCommand.Create create = CommandCatalog.bind(LeadCommand.CREATE, input);
        return lead(
                runner.run(context.tx(), Submission.of(create, context.caller())), context.tx());
    }

    private static Lead lead(Answer answer, Tx tx) {
        Lead told = answer.reply(Lead.class);
        return LeadStore.find(tx, told.id()).orElse(told);
    }

    /** The oldest visible lead with the phone or email of the request. */
    private static Optional<Lead> withSameContact(
            ExternalIdCommand.Upsert command, Context context) {
        LeadFields fields = command.fields().values();
        @Nullable String contact = PhoneNumbers.contact(fields.phone()).orElse(null);
        List<Lead> found =
                LeadsByContact.withContactOrMerged(context.tx(), contact, fields.email());
        return found.stream()
                .filter(lead -> isSeen(lead, context.tx(), context.caller()))
                .findFirst();
    }

    private static boolean isSeen(Lead lead, Tx tx, Caller caller) {
        return lead.deletedAt() == null && LeadStore.visibility(tx, lead).isSeenBy(caller);
    }

    private static Outcome link(ExternalIdCommand.Link command, Context context) {
        Tx tx = context.tx();
        Lead lead = LeadStore.get(tx, command.id(), context.caller());
        if (lead.deletedAt() != null) {
            throw Problem.of(Problem.Code.GONE, "This lead is deleted; restore it first.");
        }
        Optional<ExternalId> known = ExternalIdStore.find(tx, command.system(), command.key());
        if (known.isPresent()) {
            if (known.get().leadId().equals(lead.id())) {
                return Outcome.unchanged(known.get());
            }
            throw Problem.conflict("Another lead has this external id; unlink it first.");
        }
        ExternalId row = ExternalId.of(command.system(), command.key(), lead.id(), context.now());
        return Outcome.created(row, ExternalIds.link(tx, row, lead));
    }

    private static Outcome unlink(ExternalIdCommand.Unlink command, Context context) {
        Tx tx = context.tx();
        ExternalId known = get(tx, command.system(), command.key(), context.caller());
        context.expect(known);
        Visibility seen =
                LeadStore.visibility(tx, LeadStore.get(tx, known.leadId(), context.caller()));
        ExternalIdStore.delete(tx, known.id());
        ExternalId after = known.movedTo(known.leadId(), context.now());
        return Outcome.changed(
                after,
                Draft.changed(
                        ExternalIdChange.DELETED,
                        ExternalId.TYPE,
                        known,
                        after,
                        seen,
                        Visibility.NOBODY));
    }

    /** The id, if the caller can see its lead; otherwise it is reported as not found. */
    static ExternalId get(Tx tx, String system, String externalId, Caller caller) {
        return ExternalIdStore.find(tx, system, externalId)
                .filter(
                        known ->
                                LeadStore.find(tx, known.leadId())
                                        .filter(
                                                lead ->
                                                        LeadStore.visibility(tx, lead)
                                                                .isSeenBy(caller))
                                        .isPresent())
                .orElseThrow(
                        () -> Problem.of(Problem.Code.NOT_FOUND, "No lead has this external id."));
    }
}
