package com.techbro24.crm.integrations;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.SecretBox;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the commands of connections. */
public final class IntegrationHandler implements Handler<IntegrationCommand> {
    static final int INTEGRATIONS_MAX = 20;
    static final String LEAD = "lead";

    private final AddressGuard guard;
    private final SecretBox secrets;
    private final RowCatalog rows;

    public IntegrationHandler(AddressGuard guard, SecretBox secrets, RowCatalog rows) {
        this.guard = guard;
        this.secrets = secrets;
        this.rows = rows;
    }

    /** Why the URL is refused; its name is resolved, which may take a while. */
    @Override
    public @Nullable Object prepare(IntegrationCommand command) {
        return command instanceof IntegrationCommand.Create create && create.url() != null
                ? guard.refusal(create.url())
                : Optional.empty();
    }

    @Override
    public Outcome handle(IntegrationCommand command, Context context) {
        return switch (command) {
            case IntegrationCommand.Create create -> create(create, context);
            case IntegrationCommand.Update update -> update(update, context);
            case IntegrationCommand.Run run -> run(run, context);
            case IntegrationCommand.Resolve resolve -> resolve(resolve, context);
            case IntegrationCommand.Delete delete -> delete(delete, context);
            case IntegrationCommand.Record result -> result(result, context);
        };
    }

    private Outcome create(IntegrationCommand.Create command, Context context) {
        if (context.prepared() instanceof Optional<?> refusal && refusal.isPresent()) {
            throw invalid("url", "forbidden_url", "url " + refusal.get() + ".");
        }
        Tx tx = context.tx();
        if (IntegrationStore.count(tx) >= INTEGRATIONS_MAX) {
            throw Problem.conflict("There can be at most " + INTEGRATIONS_MAX + " connections.");
        }
        String id = Id.next();
        Integration made = Integration.create(command, id, context.caller().agent(), context.now());
        String sealed = secrets.seal(tx, command.token(), Integration.place(id));
        IntegrationStore.insert(tx, made, sealed, ChangeLog.head(tx));
        return Outcome.created(
                made,
                Draft.created(IntegrationChange.CREATED, Integration.TYPE, made, Visibility.ALL));
    }

    private Outcome update(IntegrationCommand.Update command, Context context) {
        Tx tx = context.tx();
        Integration before = load(command.id(), context);
        if (command.fields().has("token")) {
            String token = command.fields().values().token();
            IntegrationStore.setSecret(
                    tx, before.id(), secrets.seal(tx, token, Integration.place(before.id())));
        }
        return save(
                IntegrationChange.UPDATED,
                before,
                before.with(command.fields(), context.now()),
                tx);
    }

    private static Outcome run(IntegrationCommand.Run command, Context context) {
        Integration before = load(command.id(), context);
        if (!before.enabled()) {
            throw Problem.conflict("This connection is disabled; enable it first.");
        }
        return save(IntegrationChange.UPDATED, before, before.due(context.now()), context.tx());
    }

    private Outcome resolve(IntegrationCommand.Resolve command, Context context) {
        Tx tx = context.tx();
        Integration of = IntegrationStore.get(tx, command.id());
        IntegrationLink link = LinkStore.get(tx, of.id(), command.linkId());
        boolean waits = link.state() == LinkState.AMBIGUOUS || link.state() == LinkState.REFUSED;
        if (!waits || link.remoteKey() == null) {
            throw Problem.conflict("This link does not wait for a decision.");
        }
        String leadId = command.leadId();
        if (leadId == null) {
            IntegrationLink after = link.in(LinkState.RETRY, context.now());
            LinkStore.update(tx, after);
            return Outcome.unchanged(after);
        }
        if (rows.get(LEAD).find(tx, context.caller(), leadId).isEmpty()) {
            throw invalid("leadId", "unknown_lead", "No lead with this id exists.");
        }
        Optional<IntegrationLink> other = LinkStore.local(tx, of.id(), LEAD, leadId);
        if (other.isPresent() && !other.get().id().equals(link.id())) {
            throw Problem.conflict("This lead is linked to another record there.")
                    .with("remoteKey", other.get().remoteKey());
        }
        IntegrationLink after =
                link.linked(leadId, link.remoteKey(), LinkState.DIRTY, null, context.now());
        LinkStore.update(tx, after);
        return Outcome.unchanged(after);
    }

    private static Outcome delete(IntegrationCommand.Delete command, Context context) {
        Tx tx = context.tx();
        Integration before = load(command.id(), context);
        LinkStore.deleteOf(tx, before.id());
        RunStore.deleteOf(tx, before.id());
        IntegrationStore.delete(tx, before.id());
        Integration after = before.due(context.now());
        return Outcome.changed(
                after,
                Draft.changed(
                        IntegrationChange.DELETED,
                        Integration.TYPE,
                        before,
                        after,
                        Visibility.ALL,
                        Visibility.NOBODY));
    }

    private static Outcome result(IntegrationCommand.Record command, Context context) {
        Tx tx = context.tx();
        Integration before = IntegrationStore.get(tx, command.id());
        IntegrationStore.release(tx, before.id());
        return command.problem() == null
                ? save(IntegrationChange.RAN, before, before.succeeded(context.now()), tx)
                : save(
                        IntegrationChange.FAILED,
                        before,
                        before.failed(
                                command.problem(),
                                command.after(),
                                command.isFinal(),
                                context.now()),
                        tx);
    }

    private static Integration load(String id, Context context) {
        Integration found = IntegrationStore.get(context.tx(), id);
        context.expect(found);
        return found;
    }

    private static Problem invalid(String field, String code, String message) {
        return Problem.invalid(List.of(new InputError(field, code, message)));
    }

    private static Outcome save(ChangeKind kind, Integration before, Integration after, Tx tx) {
        IntegrationStore.update(tx, after);
        return Outcome.changed(
                after,
                Draft.changed(
                        kind, Integration.TYPE, before, after, Visibility.ALL, Visibility.ALL));
    }
}
