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

/** Decides the commands of leads. */
public final class LeadHandler implements Handler<LeadCommand> {
    private final LeadMerge merge;

    /**
     * @param belongings what other rooms keep about leads
     */
    public LeadHandler(LeadBelongings... belongings) {
        merge = new LeadMerge(List.of(belongings));
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
            case LeadCommand.Merge two -> merge.merge(two, context);
            case LeadCommand.Delete delete -> delete(delete, context);
            case LeadCommand.Restore restore -> restore(restore, context);
            case LeadCommand.TakeBacklog take -> LeadSharing.takeBacklog(take, context);
            case LeadCommand.DeriveAgain _ -> LeadDerivation.deriveSome(context);
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
            LeadTakers.refuseAgent(caller.role() == Role.AGENT, "An agent's new lead is its own.");
            LeadTakers.checkTaker(agentId, context);
        }
        CustomFieldStore.declared(tx).checkNew(command.customFields());
        String id = creation.idOrNew();
        Lead lead = LeadSaving.settled(tx, null, Lead.create(command, id, agentId, context.now()));
        if (!Boolean.TRUE.equals(command.allowDuplicate())) {
            LeadDuplicates.refuse(lead, context);
        }
        LeadStore.insert(tx, lead, creation.hash());
        return Outcome.created(
                lead,
                Draft.created(LeadChange.CREATED, Lead.TYPE, lead, LeadStore.visibility(tx, lead)));
    }

    private static Outcome update(LeadCommand.Update command, Context context) {
        Lead before = load(command.id(), context);
        if (command.fields().has("customFields")) {
            CustomFieldStore.declared(context.tx())
                    .checkChange(before.customFields(), command.fields().values().customFields());
        }
        Lead after = before.with(command.fields(), context.now());
        boolean reached =
                !PhoneNumbers.contact(after.phone()).equals(PhoneNumbers.contact(before.phone()))
                        || !Objects.equals(after.email(), before.email());
        if (reached && !Boolean.TRUE.equals(command.allowDuplicate())) {
            LeadDuplicates.refuse(after, context);
        }
        if (!Objects.equals(after.assignedAgentId(), before.assignedAgentId())) {
            LeadTakers.checkHandOver(after.assignedAgentId(), LeadTakers.ASSIGNED, context);
        }
        return save(before, after, context);
    }

    private static Outcome setStatus(LeadCommand.SetStatus command, Context context) {
        Lead before = load(command.id(), context);
        boolean unsells =
                before.status() == LeadStatus.CONVERTED
                        && command.status() != LeadStatus.CONVERTED
                        && context.caller().role() != Role.AGENT;
        if (unsells) {
            return takeBackSale(before, command, context);
        }
        Lead after = before.withStatus(command.status(), command.reason(), context.now());
        return save(before, after, context);
    }

    /** A sale by mistake has a way back, for those who answer for the figures. */
    private static Outcome takeBackSale(
            Lead before, LeadCommand.SetStatus command, Context context) {
        LeadEdit.refuseUnsold(command.status());
        String reason = LeadValues.text(command.reason());
        if (reason == null) {
            String message = "reason says why the sale is taken back; it must be given.";
            throw Problem.invalid(List.of(new InputError("reason", "required", message)));
        }
        Lead after =
                LeadSaving.settled(
                        context.tx(),
                        before,
                        before.withoutSale(command.status(), reason, context.now()));
        return Outcome.changed(
                after, LeadSaving.update(context.tx(), before, after).because(reason));
    }

    private static Outcome assign(LeadCommand.Assign command, Context context) {
        if (command.to().has("agentId") == command.to().has("strategy")) {
            String message = "Exactly one of agentId and strategy must be given.";
            throw Problem.invalid(List.of(new InputError("agentId", "one_of", message)));
        }
        Lead before = load(command.id(), context);
        if (command.to().has("strategy")) {
            return save(before, LeadSharing.share(before, command.to().values(), context), context);
        }
        String agentId = command.to().values().agentId();
        if (!Objects.equals(agentId, before.assignedAgentId())) {
            LeadTakers.checkHandOver(agentId, "agentId", context);
        }
        return save(before, before.assignedTo(agentId, context.now()), context);
    }

    private static Outcome addTags(LeadCommand.AddTags command, Context context) {
        Lead before = load(command.id(), context);
        return save(before, before.tagged(command.tags(), context.now()), context);
    }

    private static Outcome removeTag(LeadCommand.RemoveTag command, Context context) {
        Lead before = load(command.id(), context);
        return save(before, before.untagged(command.tag(), context.now()), context);
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
            throw Problem.conflict("This lead was merged into another one, which has all it had.")
                    .with("mergedIntoId", before.mergedIntoId());
        }
        if (before.isDeleted() && !Boolean.TRUE.equals(command.allowDuplicate())) {
            LeadDuplicates.refuse(before, context);
        }
        return save(before, before.restored(context.now()), context);
    }

    /** The lead at the version that the caller means, where it stands and the caller may see it. */
    static Lead load(String id, Context context) {
        Lead lead = LeadStore.get(context.tx(), id, context.caller());
        if (lead.mergedIntoId() != null) {
            throw Problem.of(Problem.Code.GONE, "This lead was merged into another one.")
                    .with("mergedIntoId", lead.mergedIntoId());
        }
        if (lead.isDeleted()) {
            throw Problem.of(Problem.Code.GONE, "This lead is deleted; restore it first.");
        }
        context.expect(lead);
        return lead;
    }

    private static Outcome save(Lead before, Lead after, Context context) {
        if (after == before) {
            return Outcome.unchanged(before);
        }
        Lead scored = LeadSaving.settled(context.tx(), before, after);
        return Outcome.changed(scored, LeadSaving.update(context.tx(), before, scored));
    }
}
