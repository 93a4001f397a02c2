package com.techbro24.crm.extensions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.SecretBox;
import com.techbro24.crm.outbound.StandardSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the commands of endpoints. */
public final class EndpointHandler implements Handler<EndpointCommand> {
    static final int ENDPOINTS_MAX = 100;

    private final AddressGuard guard;
    private final SecretBox secrets;

    public EndpointHandler(AddressGuard guard, SecretBox secrets) {
        this.guard = guard;
        this.secrets = secrets;
    }

    /** Why the URL is refused; its name is resolved, which may take a while. */
    @Override
    public @Nullable Object prepare(EndpointCommand command) {
        return switch (command) {
            case EndpointCommand.Create create -> guard.refusal(create.url());
            case EndpointCommand.Update update when update.fields().has("url") ->
                    guard.refusal(update.fields().values().url());
            default -> Optional.empty();
        };
    }

    @Override
    public Outcome handle(EndpointCommand command, Context context) {
        return switch (command) {
            case EndpointCommand.Create create -> create(create, context);
            case EndpointCommand.Update update -> update(update, context);
            case EndpointCommand.RotateSecret rotate -> rotate(rotate, context);
            case EndpointCommand.Delete delete -> delete(delete, context);
        };
    }

    /** Names all that is wrong with the URL and the schema. */
    private static void check(Context context, @Nullable ObjectNode schema) {
        List<InputError> errors = new ArrayList<>();
        if (context.prepared() instanceof Optional<?> refusal && refusal.isPresent()) {
            errors.add(new InputError("url", "forbidden_url", "url " + refusal.get() + "."));
        }
        if (schema != null) {
            errors.addAll(InputSchema.faults(schema));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private Outcome create(EndpointCommand.Create command, Context context) {
        check(context, command.schema());
        Tx tx = context.tx();
        if (EndpointStore.named(tx, command.name()).isPresent()) {
            String message = "An endpoint with this name already exists.";
            throw Problem.conflict(message)
                    .with("errors", List.of(new InputError("name", "taken", message)));
        }
        if (EndpointStore.count(tx) >= ENDPOINTS_MAX) {
            throw Problem.conflict("There can be at most " + ENDPOINTS_MAX + " endpoints.");
        }
        CustomEndpoint made =
                CustomEndpoint.create(command, Id.next(), context.caller().agent(), context.now());
        EndpointStore.insert(tx, made, sealed(tx, made.id(), StandardSignature.newSecret()));
        return Outcome.created(
                made,
                Draft.created(EndpointChange.CREATED, CustomEndpoint.TYPE, made, Visibility.ALL));
    }

    private String sealed(Tx tx, String id, String secret) {
        return secrets.seal(tx, secret, CustomEndpoint.place(id));
    }

    private static Outcome update(EndpointCommand.Update command, Context context) {
        boolean hasSchema = command.fields().has("schema");
        check(context, hasSchema ? command.fields().values().schema() : null);
        CustomEndpoint before = load(command.id(), context);
        CustomEndpoint after = before.with(command.fields(), context.now());
        return save(EndpointChange.UPDATED, before, after, context.tx());
    }

    private Outcome rotate(EndpointCommand.RotateSecret command, Context context) {
        CustomEndpoint before = load(command.id(), context);
        String secret = StandardSignature.newSecret();
        EndpointStore.setSecret(
                context.tx(), before.id(), sealed(context.tx(), before.id(), secret));
        CustomEndpoint after = before.touched(context.now());
        Outcome saved = save(EndpointChange.UPDATED, before, after, context.tx());
        return Outcome.changed(new EndpointSecret(before.id(), secret), saved.changes());
    }

    private static Outcome delete(EndpointCommand.Delete command, Context context) {
        CustomEndpoint before = load(command.id(), context);
        EndpointStore.delete(context.tx(), before.id());
        CustomEndpoint after = before.touched(context.now());
        return Outcome.changed(
                after,
                Draft.changed(
                        EndpointChange.DELETED,
                        CustomEndpoint.TYPE,
                        before,
                        after,
                        Visibility.ALL,
                        Visibility.NOBODY));
    }

    private static CustomEndpoint load(String id, Context context) {
        CustomEndpoint found = EndpointStore.get(context.tx(), id);
        context.expect(found);
        return found;
    }

    private static Outcome save(
            ChangeKind kind, CustomEndpoint before, CustomEndpoint after, Tx tx) {
        EndpointStore.update(tx, after);
        return Outcome.changed(
                after,
                Draft.changed(
                        kind, CustomEndpoint.TYPE, before, after, Visibility.ALL, Visibility.ALL));
    }
}
