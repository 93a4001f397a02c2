package com.techbro24.crm.leads;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides the commands of leads. */
public final class LeadHandler implements Handler<LeadCommand> {
    @Override
    public Outcome handle(LeadCommand command, Context context) {
        return switch (command) {
            case LeadCommand.Create create -> create(create, context);
            case LeadCommand.Update update -> update(update, context);
            case LeadCommand.SetStatus status -> setStatus(status, context);
            case LeadCommand.Assign assign -> assign(assign, context);
            case LeadCommand.Delete delete -> delete(delete, context);
            case LeadCommand.Restore restore -> restore(restore, context);
            case LeadCommand.TakeBacklog take -> LeadSharing.takeBacklog(take, context);
        };
    }

    private static Outcome create(LeadCommand.Create command, Context context) {
        Tx tx = context.tx();
        Caller caller = context.caller();
        String print = Receipts.hash(Json.text(command));
        if (command.id() != null) {
            Optional<Lead> standing = LeadStore.find(tx, command.id());
            if (standing.isPresent()) {
                return replay(standing.get(), print, context);
            }
        }
        String agentId = command.assignedAgentId();
        if (agentId == null && caller.role() == Role.AGENT) {
            agentId = caller.agent();
        }
        if (agentId != null && !caller.is(agentId)) {
            refuseAgent(caller.role() == Role.AGENT, "An agent's new lead is its own.");
            checkTaker(agentId, context);
        }
        String id = Objects.requireNonNullElseGet(command.id(), Id::next);
        Lead lead = Lead.create(command, id, agentId, context.now());
        if (!Boolean.TRUE.equals(command.allowDuplicate())) {
            refuseDuplicate(lead, context);
        }
        LeadStore.insert(tx, lead, command.id() == null ? null : print);
        return Outcome.created(
                lead,
                Draft.created(
                        ChangeKind.LEAD_CREATED, Lead.TYPE, lead, LeadStore.visibility(tx, lead)));
    }

    /** The id stands already: the same creation again, or another one that is refused. */
    private static Outcome replay(Lead standing, String print, Context context) {
        boolean seen = LeadStore.visibility(context.tx(), standing).isSeenBy(context.caller());
        if (seen && LeadStore.wasBroughtAs(context.tx(), standing.id(), print)) {
            return Outcome.unchanged(standing);
        }
        throw Problem.conflict("Another lead has this id.");
    }

    private static Outcome update(LeadCommand.Update command, Context context) {
        Lead before = load(command.id(), context);
        Lead after = before.with(command.fields(), context.now());
        boolean reached =
                !Objects.equals(after.phoneE164(), before.phoneE164())
                        || !Objects.equals(after.email(), before.email());
        if (reached && !Boolean.TRUE.equals(command.allowDuplicate())) {
            refuseDuplicate(after, context);
        }
        if (!Objects.equals(after.assignedAgentId(), before.assignedAgentId())) {
            checkHandOver(after.assignedAgentId(), context);
        }
        return save(before, after, context);
    }

    private static Outcome setStatus(LeadCommand.SetStatus command, Context context) {
        Lead before = load(command.id(), context);
        Lead after = before.withStatus(command.status(), command.reason(), context.now());
        return save(before, after, context);
    }

    private static Outcome assign(LeadCommand.Assign command, Context context) {
        if (command.to().has("agentId") == command.to().has("strategy")) {
            String message = "Exactly one of agentId and strategy must be given.";
            throw Problem.invalid(List.of(new Fault("agentId", "one_of", message)));
        }
        Lead before = load(command.id(), context);
        if (command.to().has("strategy")) {
            return save(before, LeadSharing.share(before, command.to().values(), context), context);
        }
        String agentId = command.to().values().agentId();
        if (!Objects.equals(agentId, before.assignedAgentId())) {
            checkHandOver(agentId, context);
        }
        return save(before, before.assignedTo(agentId, context.now()), context);
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
        if (before.isDeleted() && !Boolean.TRUE.equals(command.allowDuplicate())) {
            refuseDuplicate(before, context);
        }
        return save(before, before.restored(context.now()), context);
    }

    /** The lead at the version that the caller means, where it stands and the caller may see it. */
    private static Lead load(String id, Context context) {
        Lead lead = LeadStore.get(context.tx(), id, context.caller());
        if (lead.isDeleted()) {
            throw Problem.of(Problem.Code.GONE, "This lead is deleted; restore it first.");
        }
        context.expect(lead);
        return lead;
    }

    /** One change under its most specific name, or none where nothing differs. */
    private static Outcome save(Lead before, Lead after, Context context) {
        if (after == before) {
            return Outcome.unchanged(before);
        }
        Tx tx = context.tx();
        LeadStore.update(tx, before, after);
        Draft change =
                Draft.changed(
                        after.kindOfChangeFrom(before),
                        Lead.TYPE,
                        before,
                        after,
                        seen(tx, before),
                        seen(tx, after));
        return Outcome.changed(after, change);
    }

    private static Visibility seen(Tx tx, Lead lead) {
        return lead.isDeleted() ? Visibility.NOBODY : LeadStore.visibility(tx, lead);
    }

    private static void checkHandOver(@Nullable String agentId, Context context) {
        if (agentId == null) {
            refuseAgent(
                    context.caller().role() == Role.AGENT,
                    "Only managers return leads to the pool.");
        } else {
            checkTaker(agentId, context);
        }
    }

    /**
     * Refuses an agent to whom the caller may not give leads; which agents there are beyond those
     * is not told.
     */
    private static void checkTaker(String agentId, Context context) {
        Caller caller = context.caller();
        Optional<Account> account =
                AccountStore.find(context.tx(), agentId)
                        .filter(Account::active)
                        .filter(
                                taker ->
                                        caller.seesAll()
                                                || Objects.equals(taker.team(), caller.team()));
        if (account.isEmpty()) {
            String message = "There is no active agent with this id to whom you may give leads.";
            throw Problem.unprocessable(message)
                    .with(
                            "errors",
                            List.of(new Fault("assignedAgentId", "unknown_agent", message)));
        }
    }

    private static void refuseAgent(boolean refused, String why) {
        if (refused) {
            throw Problem.forbidden(why);
        }
    }

    /** That it stands is told to everyone, which lead it is only to those who may see it. */
    private static void refuseDuplicate(Lead lead, Context context) {
        Tx tx = context.tx();
        List<Lead> standing =
                LeadStore.duplicates(tx, lead.phoneE164(), lead.email()).stream()
                        .filter(other -> !other.id().equals(lead.id()))
                        .toList();
        if (standing.isEmpty()) {
            return;
        }
        List<Fault> faults = new ArrayList<>();
        String phone = lead.phoneE164();
        if (phone != null && standing.stream().anyMatch(other -> phone.equals(other.phoneE164()))) {
            faults.add(new Fault("phone", "taken", "A lead with this phone stands already."));
        }
        if (faults.isEmpty() || standing.stream().anyMatch(other -> !sharesPhone(other, phone))) {
            faults.add(new Fault("email", "taken", "A lead with this email stands already."));
        }
        Problem problem = Problem.conflict(faults.getFirst().message()).with("errors", faults);
        standing.stream()
                .filter(other -> LeadStore.visibility(tx, other).isSeenBy(context.caller()))
                .findFirst()
                .ifPresent(other -> problem.with("existingId", other.id()));
        throw problem;
    }

    private static boolean sharesPhone(Lead lead, @Nullable String phone) {
        return phone != null && phone.equals(lead.phoneE164());
    }
}
