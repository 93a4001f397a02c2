package com.techbro24.crm.webhooks;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.changelog.ScopedFeed;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.SecretBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the commands of webhooks. */
public final class WebhookHandler implements Handler<WebhookCommand> {
    private static final int WEBHOOKS_MAX = 50;
    private static final int REPLAYED_ALONE_MAX = 10_000;
    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final Duration OVERLAP_MAX = Duration.ofDays(7);

    private final WebhookFilter.Compiler filters;
    private final WebhookSecrets secrets;
    private final AddressGuard guard;

    public WebhookHandler(ChangeKinds kinds, RowCatalog rows, SecretBox box, AddressGuard guard) {
        this.filters = new WebhookFilter.Compiler(kinds, rows);
        this.secrets = new WebhookSecrets(box);
        this.guard = guard;
    }

    /** Names are resolved here, off the writer thread: why a URL cannot be used. */
    @Override
    public @Nullable Object prepare(WebhookCommand command) {
        return switch (command) {
            case WebhookCommand.Create create -> guard.refusal(create.url()).orElse(null);
            case WebhookCommand.Update update ->
                    update.fields().has("url")
                            ? guard.refusal(update.fields().values().url()).orElse(null)
                            : null;
            case WebhookCommand.Delete _,
                    WebhookCommand.Enable _,
                    WebhookCommand.RotateSecret _,
                    WebhookCommand.Replay _,
                    WebhookCommand.ReplayOne _,
                    WebhookCommand.Disable _ ->
                    null;
        };
    }

    @Override
    public Outcome handle(WebhookCommand command, Context context) {
        return switch (command) {
            case WebhookCommand.Create create -> create(create, context);
            case WebhookCommand.Update update -> update(update, context);
            case WebhookCommand.Delete delete -> delete(delete, context);
            case WebhookCommand.Enable enable -> enable(enable, context);
            case WebhookCommand.RotateSecret rotate -> rotate(rotate, context);
            case WebhookCommand.Replay replay -> replay(replay, context);
            case WebhookCommand.ReplayOne replay -> replayOne(replay, context);
            case WebhookCommand.Disable disable -> disable(disable, context);
        };
    }

    private Outcome create(WebhookCommand.Create command, Context context) {
        Tx tx = context.tx();
        if (context.caller().agentId() == null) {
            throw Problem.forbidden("A webhook needs an owner: an agent must create it.");
        }
        Creation creation = Creation.of(command.id(), command);
        Optional<Outcome> replay =
                creation.replay(
                        id -> WebhookStore.find(tx, id),
                        (found, hash) ->
                                WebhookStore.visibility(tx, found.ownerId())
                                                .isSeenBy(context.caller())
                                        && WebhookStore.isCreatedBy(tx, found.id(), hash),
                        Webhook.TYPE);
        if (replay.isPresent()) {
            return replay.get();
        }
        Webhook created =
                Webhook.create(
                        command, creation.idOrNew(), context.caller().agent(), context.now());
        check(created, context);
        if (WebhookStore.count(tx) >= WEBHOOKS_MAX) {
            throw Problem.unprocessable("There are " + WEBHOOKS_MAX + " webhooks, the maximum.");
        }
        WebhookStore.insert(
                tx, created, ChangeLog.head(tx), secrets.make(tx, created.id()), creation.hash());
        return Outcome.created(
                created,
                Draft.created(WebhookChange.CREATED, Webhook.TYPE, created, seen(tx, created)));
    }

    private void check(Webhook webhook, Context context) {
        List<InputError> errors = new ArrayList<>();
        if (context.prepared() instanceof String refusal) {
            errors.add(new InputError("url", "url_refused", "url " + refusal + "."));
        }
        WebhookFilter _ = filters.compile(webhook.events(), webhook.filter(), errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private Outcome update(WebhookCommand.Update command, Context context) {
        Webhook before = load(command.id(), context);
        Webhook after = before.update(command.fields(), context.now());
        check(after, context);
        return save(before, after, context.tx());
    }

    private static Outcome delete(WebhookCommand.Delete command, Context context) {
        Tx tx = context.tx();
        Webhook before = load(command.id(), context);
        WebhookStore.delete(tx, before.id());
        DeliveryStore.deleteAll(tx, before.id());
        Visibility seen = seen(tx, before);
        return Outcome.changed(
                before,
                Draft.changed(
                        WebhookChange.DELETED,
                        Webhook.TYPE,
                        before,
                        before.disabled(DisabledReason.BY_HAND, context.now()),
                        seen,
                        Visibility.NOBODY));
    }

    private static Outcome enable(WebhookCommand.Enable command, Context context) {
        Webhook before = load(command.id(), context);
        Account owner = AccountStore.find(context.tx(), before.ownerId()).orElse(null);
        if (owner == null || !owner.active() || owner.role() == Role.AGENT) {
            throw Problem.conflict("The owner of this webhook may not own webhooks any more.");
        }
        if (Boolean.TRUE.equals(command.skip())) {
            DeliveryStore.deletePending(context.tx(), before.id());
            WebhookStore.setCursor(context.tx(), before.id(), ChangeLog.head(context.tx()));
        } else {
            DeliveryStore.hurry(context.tx(), before.id(), context.now());
        }
        return before.enabled()
                ? Outcome.unchanged(before)
                : save(before, before.enabled(context.now()), context.tx());
    }

    private Outcome rotate(WebhookCommand.RotateSecret command, Context context) {
        Tx tx = context.tx();
        Webhook before = load(command.id(), context);
        Duration overlap = Objects.requireNonNullElse(command.overlap(), OVERLAP);
        if (overlap.isNegative() || overlap.compareTo(OVERLAP_MAX) > 0) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "overlap", "out_of_range", "overlap must be PT0S to P7D.")));
        }
        Instant until = before.previousSecretUntil();
        if (until != null && context.now().isBefore(until)) {
            throw Problem.conflict("The secret before this one still signs, until " + until + ".");
        }
        WebhookStore.Secrets stored = WebhookStore.secrets(tx, before.id());
        WebhookStore.setSecrets(tx, before.id(), secrets.make(tx, before.id()), stored.current());
        return save(before, before.rotated(context.now().plus(overlap), context.now()), tx);
    }

    private static Outcome replay(WebhookCommand.Replay command, Context context) {
        Tx tx = context.tx();
        Webhook before = load(command.id(), context);
        if ((command.fromSeq() == null) == (command.from() == null)) {
            throw Problem.invalid(
                    List.of(
                            new InputError(
                                    "fromSeq", "one_of", "Provide exactly one of fromSeq, from.")));
        }
        WebhookStore.Cursor cursor = WebhookStore.cursor(tx, before.id());
        long from =
                command.from() == null
                        ? Objects.requireNonNull(command.fromSeq())
                        : ScopedFeed.lastBefore(tx, command.from()) + 1;
        long until =
                command.toSeq() != null
                        ? command.toSeq()
                        : command.to() != null
                                ? ScopedFeed.lastBefore(tx, command.to())
                                : cursor.seq();
        long to = Math.min(until, cursor.seq());
        if (Boolean.TRUE.equals(command.failedOnly())) {
            List<DeliveryStore.Pending> again =
                    DeliveryStore.givenUp(tx, before.id(), from, to, REPLAYED_ALONE_MAX).stream()
                            .map(seq -> new DeliveryStore.Pending(seq, 0, context.now()))
                            .toList();
            DeliveryStore.putPending(tx, before.id(), again);
        } else if (cursor.replayNext() != null) {
            throw Problem.conflict("A replay of this webhook is running.");
        } else if (from <= to) {
            WebhookStore.setReplay(tx, before.id(), from, to);
        }
        return told(before, from, to, context);
    }

    private static Outcome replayOne(WebhookCommand.ReplayOne command, Context context) {
        Tx tx = context.tx();
        Delivery delivery =
                DeliveryStore.find(tx, command.id())
                        .orElseThrow(() -> Problem.notFound("delivery"));
        Webhook before =
                WebhookStore.find(tx, delivery.webhookId())
                        .filter(each -> seen(tx, each).isSeenBy(context.caller()))
                        .orElseThrow(() -> Problem.notFound("delivery"));
        DeliveryStore.putPending(
                tx,
                before.id(),
                List.of(new DeliveryStore.Pending(delivery.seq(), 0, context.now())));
        return told(before, delivery.seq(), delivery.seq(), context);
    }

    /** A new version of the row tells the node that has the endpoint to look. */
    private static Outcome told(Webhook before, long from, long to, Context context) {
        Outcome saved = save(before, before.touched(context.now()), context.tx());
        return Outcome.changed(new WebhookCommand.Replayed(from, to), saved.changes());
    }

    private static Outcome disable(WebhookCommand.Disable command, Context context) {
        Webhook before =
                WebhookStore.find(context.tx(), command.id())
                        .orElseThrow(() -> Problem.notFound(Webhook.TYPE));
        return before.enabled()
                ? save(before, before.disabled(command.reason(), context.now()), context.tx())
                : Outcome.unchanged(before);
    }

    private static Webhook load(String id, Context context) {
        Webhook webhook = WebhookStore.get(context.tx(), id, context.caller());
        context.expect(webhook);
        return webhook;
    }

    private static Visibility seen(Tx tx, Webhook webhook) {
        return WebhookStore.visibility(tx, webhook.ownerId());
    }

    private static Outcome save(Webhook before, Webhook after, Tx tx) {
        WebhookStore.update(tx, after);
        Visibility seen = seen(tx, after);
        return Outcome.changed(
                after,
                Draft.changed(WebhookChange.UPDATED, Webhook.TYPE, before, after, seen, seen));
    }
}
