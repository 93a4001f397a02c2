package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends system notifications in steps. A step and its progress are stored in one transaction, so
 * after a crash no recipient gets it twice or is skipped. Other writes run between the steps.
 */
final class Broadcasting {
    static final int RECIPIENTS_AT_ONCE_MAX = 100;

    private final Posting posting;

    Broadcasting(Posting posting) {
        this.posting = posting;
    }

    /** Runs the first step, which is also the last if there are few recipients. */
    Outcome start(NotificationCommand.SendSystem command, Context context) {
        Tx tx = context.tx();
        Caller caller = context.caller();
        String team = team(command.team(), caller);
        Role role = command.role();
        if (command.id() != null) {
            Optional<Broadcast> existing = BroadcastStore.find(tx, command.id());
            if (existing.isPresent()) {
                return replay(existing.get(), command, team, caller);
            }
        }
        Broadcast broadcast =
                new Broadcast(
                        Objects.requireNonNullElseGet(command.id(), Id::next),
                        context.now(),
                        caller.agentId(),
                        Objects.requireNonNullElse(command.priority(), NotificationPriority.NORMAL),
                        command.title().strip(),
                        command.message(),
                        role,
                        team,
                        (int) AccountStore.countActive(tx, role, team),
                        0,
                        "",
                        null);
        BroadcastStore.insert(tx, broadcast);
        return step(broadcast, context);
    }

    private static Outcome replay(
            Broadcast existing,
            NotificationCommand.SendSystem command,
            @Nullable String team,
            Caller caller) {
        boolean same =
                Objects.equals(existing.createdBy(), caller.agentId())
                        && existing.title().equals(command.title().strip())
                        && Objects.equals(existing.message(), command.message())
                        && existing.role() == command.role()
                        && Objects.equals(existing.team(), team);
        return Creation.answer(existing.id(), existing, same, "system notification");
    }

    Outcome resume(String id, Context context) {
        Broadcast broadcast =
                BroadcastStore.find(context.tx(), id)
                        .orElseThrow(() -> Problem.notFound("system notification"));
        return broadcast.finishedAt() == null
                ? step(broadcast, context)
                : Outcome.unchanged(broadcast);
    }

    private Outcome step(Broadcast broadcast, Context context) {
        Tx tx = context.tx();
        List<Account> recipients =
                AccountStore.activeAfter(
                        tx,
                        broadcast.lastAgentId(),
                        broadcast.role(),
                        broadcast.team(),
                        RECIPIENTS_AT_ONCE_MAX);
        List<Notification> created = new ArrayList<>(recipients.size());
        List<Draft> changes = new ArrayList<>(recipients.size());
        for (Account recipient : recipients) {
            Notification notification =
                    posting.deliver(tx, notification(broadcast, recipient, context), context.now());
            created.add(notification);
            changes.add(
                    Draft.created(
                            NotificationChange.CREATED,
                            Notification.TYPE,
                            notification,
                            Visibility.personal(
                                    recipient.agentId(), recipient.role(), recipient.team())));
        }
        NotificationStore.insertAll(tx, created);
        boolean last = recipients.size() < RECIPIENTS_AT_ONCE_MAX;
        Broadcast after =
                broadcast.afterStep(
                        created.size(),
                        created.isEmpty() ? broadcast.lastAgentId() : created.getLast().agentId(),
                        last ? context.now() : null);
        BroadcastStore.update(tx, after);
        return Outcome.changed(after, changes);
    }

    private static Notification notification(
            Broadcast broadcast, Account recipient, Context context) {
        return new Notification(
                Id.next(),
                1,
                context.now(),
                context.now(),
                null,
                recipient.agentId(),
                NotificationType.SYSTEM,
                broadcast.priority(),
                broadcast.title(),
                broadcast.message(),
                null,
                null,
                "broadcast:" + broadcast.id(),
                1,
                null,
                null,
                List.of(),
                broadcast.id());
    }

    /** Callers send to their own team; callers who see everything may send to any team. */
    private static @Nullable String team(@Nullable String requested, Caller caller) {
        if (caller.seesAll() || Objects.equals(requested, caller.team())) {
            return requested;
        }
        if (requested != null) {
            String message = "You may send to your own team only.";
            throw Problem.forbidden(message)
                    .with("errors", List.of(new InputError("team", "not_yours", message)));
        }
        return caller.team();
    }
}
