package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Handles the commands of leads. */
public final class LeadHandler implements Handler<LeadCommand> {
    private final LeadMerge merge;

    /**
     * @param dependents rows of other rooms that belong to leads
     */
    public LeadHandler(LeadDependents... dependents) {
        merge = new LeadMerge(List.of(dependents));
    }

    @Override
    public Outcome handle(LeadCommand command, Context context) {
        return switch (command) {
            case LeadCommand.Create create -> create(create, context);
            case LeadCommand.Update update -> update(update, context);
            case LeadCommand.SetStatus status -> setStatus(status, context);
            case LeadCommand.Assign assign -> assign(assign, context);
            case LeadCommand.AddTags add -> addTags(add, context);
            case LeadCommand.RemoveTag remove -> removeTag(remove, context);
            case LeadCommand.Merge request -> merge.merge(request, context);
            case LeadCommand.Delete delete -> delete(delete, context);
            case LeadCommand.Restore restore -> restore(restore, context);
            case LeadCommand.DrainBacklog drain -> LeadDistributor.drainBacklog(drain, context);
            case LeadCommand.RecomputeDerived _ -> LeadDerivation.recomputeBatch(context);
        };
    }

    private static Outcome create(LeadCommand.Create command, Context context) {
        Tx tx = context.tx();
        Caller caller = context.caller();
        Creation creation = Creation.of(command.id(), command);
        Optional<Outcome> replay =
                creation.replay(
                        id -> LeadStore.find(tx, id),
                        (lead, hash) ->
                                LeadStore.visibility(tx, lead).isSeenBy(caller)
                                        && LeadStore.isCreatedBy(tx, lead.id(), hash),
                        "lead");
        if (replay.isPresent()) {
            return replay.get();
        }
        String agentId = command.assignedAgentId();
        if (agentId == null && caller.role() == Role.AGENT) {
            agentId = caller.agent();
        }
        if (agentId != null && !caller.is(agentId)) {
            AssigneeCheck.forbidIf(
                    caller.role() == Role.AGENT, "Agents can assign new leads only to themselves.");
            AssigneeCheck.checkAssignee(agentId, context);
        }
        CustomFieldStore.declared(tx).checkNew(command.customFields());
        String id = creation.idOrNew();
        Lead wanted = Lead.create(command, id, agentId, context.now());
        Lead lead = LeadSaving.prepared(tx, null, wanted);
        if (!Boolean.TRUE.equals(command.allowDuplicate())) {
            LeadDuplicates.refuse(lead, context);
        }
        LeadStore.insert(tx, lead, creation.hash());
        LeadConsent.follow(context, null, lead, LeadConsent.inherited(wanted, lead));
        return Outcome.created(
                lead,
                Draft.created(LeadChange.CREATED, Lead.TYPE, lead, LeadStore.visibility(tx, lead)));
    }

    private static Outcome update(LeadCommand.Update command, Context context) {
        Lead before = LeadSaving.load(command.id(), context);
        if (command.fields().has("customFields")) {
            CustomFieldStore.declared(context.tx())
                    .checkChange(before.customFields(), command.fields().values().customFields());
        }
        Lead after = before.with(command.fields(), context.now());
        boolean newContact =
                !PhoneNumbers.contact(after.phone()).equals(PhoneNumbers.contact(before.phone()))
                        || !Objects.equals(after.email(), before.email());
        if (newContact && !Boolean.TRUE.equals(command.allowDuplicate())) {
            LeadDuplicates.refuse(after, context);
        }
        if (!Objects.equals(after.assignedAgentId(), before.assignedAgentId())) {
            AssigneeCheck.checkReassignment(
                    after.assignedAgentId(), AssigneeCheck.ASSIGNED, context);
        }
        return save(before, after, context);
    }

    private static Outcome setStatus(LeadCommand.SetStatus command, Context context) {
        Lead before = LeadSaving.load(command.id(), context);
        boolean revokesSale =
                before.status() == LeadStatus.CONVERTED
                        && command.status() != LeadStatus.CONVERTED
                        && context.caller().role() != Role.AGENT;
        if (revokesSale) {
            return revokeSale(before, command, context);
        }
        Lead after = before.withStatus(command.status(), command.reason(), context.now());
        return save(before, after, context);
    }

    /** Managers can revoke a sale that was recorded by mistake. */
    private static Outcome revokeSale(Lead before, LeadCommand.SetStatus command, Context context) {
        LeadEdit.checkAfterRevokedSale(command.status());
        String reason = LeadValues.text(command.reason());
        if (reason == null) {
            String message = "reason is required to revoke a sale.";
            throw Problem.invalid(List.of(new InputError("reason", "required", message)));
        }
        Lead after =
                LeadSaving.prepared(
                        context.tx(),
                        before,
                        before.withoutSale(command.status(), reason, context.now()));
        return Outcome.changed(after, LeadSaving.update(context, before, after).because(reason));
    }

    private static Outcome assign(LeadCommand.Assign command, Context context) {
        if (command.to().has("agentId") == command.to().has("strategy")) {
            String message = "Provide exactly one of agentId and strategy.";
            throw Problem.invalid(List.of(new InputError("agentId", "one_of", message)));
        }
        Lead before = LeadSaving.load(command.id(), context);
        if (command.to().has("strategy")) {
            return save(
                    before,
                    LeadDistributor.distribute(before, command.to().values(), context),
                    context);
        }
        String agentId = command.to().values().agentId();
        if (!Objects.equals(agentId, before.assignedAgentId())) {
            AssigneeCheck.checkReassignment(agentId, "agentId", context);
        }
        return save(before, before.assignedTo(agentId, context.now()), context);
    }

    private static Outcome addTags(LeadCommand.AddTags command, Context context) {
        Lead before = LeadSaving.load(command.id(), context);
        return save(before, before.withTags(command.tags(), context.now()), context);
    }

    private static Outcome removeTag(LeadCommand.RemoveTag command, Context context) {
        Lead before = LeadSaving.load(command.id(), context);
        return save(before, before.withoutTag(command.tag(), context.now()), context);
    }

    private static Outcome delete(LeadCommand.Delete command, Context context) {
        Lead before = LeadStore.get(context.tx(), command.id(), context.caller());
        context.expect(before);
        return before.isDeleted()
                ? Outcome.unchanged(before)
                : save(before, before.deleted(context.now()), context);
    }

    private static Outcome restore(LeadCommand.Restore command, Context context) {
        Lead before = LeadStore.get(context.tx(), command.id(), context.caller());
        context.expect(before);
        if (before.mergedIntoId() != null) {
            throw Problem.conflict("This lead was merged into another one and cannot be restored.")
                    .with("mergedIntoId", before.mergedIntoId());
        }
        if (before.isDeleted() && !Boolean.TRUE.equals(command.allowDuplicate())) {
            LeadDuplicates.refuse(before, context);
        }
        return save(before, before.restored(context.now()), context);
    }

    private static Outcome save(Lead before, Lead after, Context context) {
        if (after == before) {
            return Outcome.unchanged(before);
        }
        Lead scored = LeadSaving.prepared(context.tx(), before, after);
        String evidence = LeadConsent.inherited(after, scored);
        return Outcome.changed(scored, LeadSaving.update(context, before, scored, evidence));
    }
}
