package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Handles the commands of notifications. */
public final class NotificationHandler implements Handler<NotificationCommand> {
    private static final int READ_AT_ONCE_MAX = 5_000;
    private static final int PURGED_AT_ONCE_MAX = 500;

    private final NotificationSettings settings;
    private final Posting posting;
    private final Broadcasting broadcasting;

    public NotificationHandler(NotificationSettings settings, List<Sender> senders) {
        this.settings = settings;
        this.posting = new Posting(settings, senders);
        this.broadcasting = new Broadcasting(posting);
    }

    @Override
    public Outcome handle(NotificationCommand command, Context context) {
        return switch (command) {
            case NotificationCommand.Create create -> create(create, context);
            case NotificationCommand.Read read -> {
                Notification before = load(read.id(), context);
                yield save(before, before.read(context.now()), context);
            }
            case NotificationCommand.Unread unread -> {
                Notification before = load(unread.id(), context);
                yield save(before, before.unread(context.now()), context);
            }
            case NotificationCommand.Snooze snooze -> {
                Notification before = load(snooze.id(), context);
                yield save(before, before.snoozed(snooze.until(), context.now()), context);
            }
            case NotificationCommand.Delete delete -> {
                Notification before = loadAny(delete.id(), context);
                yield save(before, before.deleted(context.now()), context);
            }
            case NotificationCommand.Restore restore -> {
                Notification before = loadAny(restore.id(), context);
                yield save(before, before.restored(context.now()), context);
            }
            case NotificationCommand.ReadAll all -> readAll(all, context);
            case NotificationCommand.SendSystem send -> broadcasting.start(send, context);
            case NotificationCommand.ContinueBroadcast next ->
                    broadcasting.resume(next.id(), context);
            case NotificationCommand.SetPreferences set -> setPreferences(set, context);
            case NotificationCommand.SetRule set -> setRule(set, context);
            case NotificationCommand.RecordDelivery record -> recordDelivery(record, context);
            case NotificationCommand.Purge purge -> purge(context);
        };
    }

    private Outcome create(NotificationCommand.Create command, Context context) {
        Tx tx = context.tx();
        Creation creation = Creation.of(command.id(), command);
        Optional<Outcome> replay = replay(creation, context);
        if (replay.isPresent()) {
            return replay.get();
        }
        String agentId = recipient(command, context);
        Notification requested =
                new Notification(
                        creation.idOrNew(),
                        1,
                        context.now(),
                        context.now(),
                        null,
                        agentId,
                        command.type(),
                        Objects.requireNonNullElse(command.priority(), NotificationPriority.NORMAL),
                        command.title().strip(),
                        command.message(),
                        command.entity(),
                        command.dedupKey(),
                        Objects.requireNonNullElseGet(
                                command.groupKey(),
                                () -> EnumNames.of(command.type()) + ":" + command.title().strip()),
                        1,
                        null,
                        null,
                        List.of(),
                        null);
        Outcome outcome = posting.post(tx, requested, creation.hash(), context.now());
        if (outcome.reply() instanceof Notification stored) {
            MergedCreationStore.insert(tx, creation, stored.id(), context.now());
        }
        return outcome;
    }

    /** The id may belong to a notification, or to one that was merged into another. */
    private static Optional<Outcome> replay(Creation creation, Context context) {
        Tx tx = context.tx();
        return creation.replay(
                        id -> NotificationStore.find(tx, id),
                        (existing, hash) ->
                                isVisible(existing, context)
                                        && NotificationStore.isCreatedBy(tx, existing.id(), hash),
                        Notification.TYPE)
                .or(() -> replayOfMerged(creation, context));
    }

    private static Optional<Outcome> replayOfMerged(Creation creation, Context context) {
        String id = creation.id();
        if (id == null) {
            return Optional.empty();
        }
        return MergedCreationStore.find(context.tx(), id)
                .map(
                        merged ->
                                NotificationStore.find(context.tx(), merged.notificationId())
                                        .filter(
                                                found ->
                                                        isVisible(found, context)
                                                                && merged.hash()
                                                                        .equals(creation.hash()))
                                        .map(Outcome::unchanged)
                                        .orElseThrow(
                                                () ->
                                                        Problem.conflict(
                                                                "Another notification has this"
                                                                        + " id.")));
    }

    private static boolean isVisible(Notification notification, Context context) {
        return NotificationStore.visibility(context.tx(), notification.agentId())
                .isSeenBy(context.caller());
    }

    /** The recipient: an active agent the caller may notify. */
    private static String recipient(NotificationCommand.Create command, Context context) {
        Caller caller = context.caller();
        String agentId = command.agentId() == null ? caller.agentId() : command.agentId();
        Optional<Account> account =
                agentId == null
                        ? Optional.empty()
                        : AccountStore.find(context.tx(), agentId)
                                .filter(Account::active)
                                .filter(
                                        found ->
                                                Visibility.personal(
                                                                found.agentId(),
                                                                found.role(),
                                                                found.team())
                                                        .isSeenBy(caller));
        return account.map(Account::agentId)
                .orElseThrow(
                        () -> {
                            String message =
                                    "No active agent with this id exists whom you may notify.";
                            return Problem.unprocessable(message)
                                    .with(
                                            "errors",
                                            List.of(
                                                    new InputError(
                                                            "agentId", "unknown_agent", message)));
                        });
    }

    private static Outcome readAll(NotificationCommand.ReadAll command, Context context) {
        Tx tx = context.tx();
        String agentId = context.caller().meant(command.agentId());
        Visibility seen = owner(agentId, context);
        int read = NotificationStore.readAll(tx, agentId, context.now(), READ_AT_ONCE_MAX);
        int version = NotificationCountStore.recordReadAll(tx, agentId, context.now());
        long unread = NotificationCountStore.unread(tx, agentId);
        Inbox inbox = new Inbox(agentId, version, context.now(), read, unread);
        return Outcome.changed(
                inbox, Draft.created(NotificationChange.READ, Inbox.TYPE, inbox, seen));
    }

    private static Outcome setPreferences(
            NotificationCommand.SetPreferences command, Context context) {
        Tx tx = context.tx();
        String agentId = context.caller().meant(command.agentId());
        Visibility seen = owner(agentId, context);
        NotificationPreferences before = NotificationPreferencesStore.get(tx, agentId);
        context.expect(before);
        NotificationPreferences after = before.with(command.fields(), context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        NotificationPreferencesStore.save(tx, after);
        return Outcome.changed(
                after,
                Draft.changed(
                        NotificationChange.PREFERENCES_CHANGED,
                        NotificationPreferences.TYPE,
                        before,
                        after,
                        seen,
                        seen));
    }

    private static Outcome setRule(NotificationCommand.SetRule command, Context context) {
        NotificationRule before =
                NotificationRuleStore.find(context.tx(), command.name())
                        .orElseThrow(() -> Problem.notFound("notification rule"));
        context.expect(before);
        NotificationRule after = before.with(command.fields(), context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        NotificationRuleStore.update(context.tx(), after);
        return Outcome.changed(
                after,
                Draft.changed(
                        NotificationChange.RULE_CHANGED,
                        NotificationRule.TYPE,
                        before,
                        after,
                        Visibility.ALL,
                        Visibility.ALL));
    }

    private static Outcome recordDelivery(
            NotificationCommand.RecordDelivery command, Context context) {
        Notification before = loadAny(command.id(), context);
        Delivery delivery =
                new Delivery(
                        command.channel(), command.status(), command.attempts(), command.error());
        return save(before, before.delivered(delivery, context.now()), context);
    }

    private Outcome purge(Context context) {
        var before = context.now().minus(settings.retention());
        int purged = NotificationStore.purge(context.tx(), before, PURGED_AT_ONCE_MAX);
        BroadcastStore.purge(context.tx(), before);
        MergedCreationStore.purge(context.tx(), before);
        DigestStore.purge(context.tx(), before);
        return Outcome.unchanged(new NotificationCommand.Purged(purged));
    }

    /** The visibility of an agent's inbox, if the caller may act for the agent. */
    private static Visibility owner(String agentId, Context context) {
        Agent agent = AgentStore.getManaged(context.tx(), agentId, context.caller());
        return Visibility.personal(agent.id(), agent.role(), agent.team());
    }

    private static Notification load(String id, Context context) {
        Notification notification = loadAny(id, context);
        if (notification.isDeleted()) {
            throw Problem.of(Problem.Code.GONE, "This notification is deleted; restore it first.");
        }
        return notification;
    }

    private static Notification loadAny(String id, Context context) {
        Notification notification = NotificationStore.getAny(context.tx(), id, context.caller());
        context.expect(notification);
        return notification;
    }

    private static Outcome save(Notification before, Notification after, Context context) {
        if (after == before) {
            return Outcome.unchanged(before);
        }
        Tx tx = context.tx();
        NotificationStore.update(tx, before, after);
        Visibility seen = NotificationStore.visibility(tx, before.agentId());
        return Outcome.changed(
                after,
                Draft.changed(
                        kind(before, after),
                        Notification.TYPE,
                        before,
                        after,
                        before.isDeleted() ? Visibility.NOBODY : seen,
                        after.isDeleted() ? Visibility.NOBODY : seen));
    }

    private static ChangeKind kind(Notification before, Notification after) {
        if (after.isDeleted()) {
            return NotificationChange.DELETED;
        }
        return before.readAt() == null && after.readAt() != null
                ? NotificationChange.READ
                : NotificationChange.UPDATED;
    }
}
