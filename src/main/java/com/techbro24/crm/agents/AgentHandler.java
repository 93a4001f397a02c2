package com.techbro24.crm.agents;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Credentials;
import com.techbro24.crm.access.PasswordResetStore;
import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Tx;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Handles the commands of agents. */
public final class AgentHandler implements Handler<AgentCommand> {
    private static final String PASSWORD_RESET = "The password was reset on the command line.";

    private final UnaryOperator<String> hashPassword;

    /**
     * @param hashPassword slow by design; never called on the writer thread
     */
    public AgentHandler(UnaryOperator<String> hashPassword) {
        this.hashPassword = hashPassword;
    }

    /** The hash of a new account's password. */
    @Override
    public @Nullable String prepare(AgentCommand command) {
        if (command instanceof AgentCommand.Create create && create.password() != null) {
            Passwords.check("password", create.password(), create.email());
            return hashPassword.apply(create.password());
        }
        return null;
    }

    @Override
    public Outcome handle(AgentCommand command, Context context) {
        return switch (command) {
            case AgentCommand.Create create -> create(create, context);
            case AgentCommand.Update update -> update(update, context);
            case AgentCommand.SetStatus status -> setStatus(status, context);
            case AgentCommand.ResetPassword reset -> resetPassword(reset, context);
        };
    }

    private static Outcome create(AgentCommand.Create command, Context context) {
        checkAccountRights(context, "create agents");
        Tx tx = context.tx();
        Creation creation = Creation.of(command.id(), command.withoutPassword());
        Optional<Outcome> replay =
                creation.replay(
                        id -> AgentStore.find(tx, id),
                        (agent, hash) -> AgentStore.isCreatedBy(tx, agent.id(), hash),
                        Agent.TYPE);
        if (replay.isPresent()) {
            return replay.get();
        }
        Agent agent = Agent.create(command, creation.idOrNew(), context.now());
        AccountStore.insert(
                tx,
                agent.id(),
                agent.email(),
                (String) context.prepared(),
                agent.role(),
                agent.team(),
                agent.active());
        AgentStore.insert(tx, agent, creation.hash());
        return Outcome.created(
                agent, Draft.created(AgentChange.CREATED, Agent.TYPE, agent, agent.visibility()));
    }

    private static Outcome update(AgentCommand.Update command, Context context) {
        Agent before = load(command.id(), context);
        Agent after = before.with(command.fields(), context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        Draft change = change(before, after);
        checkFields(before.fieldsOf(context.caller()), change);
        if (!Collections.disjoint(change.fields(), Agent.ACCOUNT_FIELDS)) {
            checkAccountRights(context, "change email, role, team or active");
        }
        AccountStore.update(
                context.tx(),
                after.id(),
                after.email(),
                after.role(),
                after.team(),
                after.active());
        AgentStore.update(context.tx(), after);
        if (!Objects.equals(after.team(), before.team())) {
            AgentTeamStore.move(context.tx(), after);
        }
        return Outcome.changed(after, change);
    }

    /**
     * A leaked API key of an admin must not create another admin; neither must a session that just
     * ended because its owner's password was reset.
     */
    private static void checkAccountRights(Context context, String what) {
        Caller caller = context.caller();
        if (caller.kind() == Caller.Kind.API_KEY) {
            throw Problem.forbidden("An API key cannot " + what + "; log in with a password.");
        }
        Caller _ = Credentials.present(context.tx(), caller, context.now());
    }

    private static Outcome setStatus(AgentCommand.SetStatus command, Context context) {
        Agent before = load(command.id(), context);
        if (before.fieldsOf(context.caller()).isEmpty()) {
            throw Problem.forbidden("You are not allowed to set this agent's status.");
        }
        Agent after = before.withStatus(command.status(), context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        AgentStore.update(context.tx(), after);
        return Outcome.changed(after, change(before, after));
    }

    /**
     * The change has no other field: the log says that the password was reset, by its reason, and
     * the agent's sockets are told to log in again.
     */
    private static Outcome resetPassword(AgentCommand.ResetPassword command, Context context) {
        Tx tx = context.tx();
        Agent before =
                AgentStore.find(tx, command.agentId())
                        .orElseThrow(() -> Problem.notFound(Agent.TYPE));
        PasswordResetStore.apply(
                tx,
                new PasswordResetStore.Reset(before.id(), command.passwordHash()),
                context.now());
        Agent after = new AgentEdit(before).nextVersion(context.now());
        AgentStore.update(tx, after);
        return Outcome.changed(after, change(before, after).because(PASSWORD_RESET));
    }

    /** The agent at the expected version, if the caller can see it. */
    private static Agent load(String id, Context context) {
        Caller caller = context.caller();
        Agent agent = AgentStore.get(context.tx(), caller.meant(id), caller);
        context.expect(agent);
        return agent;
    }

    /** The change with its most specific kind. */
    private static Draft change(Agent before, Agent after) {
        ChangeKind kind =
                before.status() == after.status()
                        ? AgentChange.UPDATED
                        : AgentChange.STATUS_CHANGED;
        return Draft.changed(
                kind, Agent.TYPE, before, after, before.visibility(), after.visibility());
    }

    private static void checkFields(Set<String> allowed, Draft change) {
        Set<String> refused = new TreeSet<>(change.fields());
        refused.removeAll(allowed);
        if (!refused.isEmpty()) {
            throw Problem.forbidden(
                            "You are not allowed to change "
                                    + String.join(", ", refused)
                                    + " of this agent.")
                    .with("fields", refused);
        }
    }
}
