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
 * Sends system notifications in steps. Each step and how far it came are one transaction, so that
 * after a crash nobody has it twice and nobody is left out; between two steps others write.
 */
final class Broadcasting {
    static final int RECIPIENTS_AT_ONCE_MAX = 100;

    private final Posting posting;

    Broadcasting(Posting posting) {
        this.posting = posting;
    }

    /** The first step; where there are few, also the last. */
    Outcome start(NotificationCommand.SendSystem command, Context context) {
        Tx tx = context.tx();
        Caller caller = context.caller();
        String team = team(command.team(), caller);
        Role role = command.role();
        if (command.id() != null) {
            Optional<Broadcast> standing = BroadcastStore.find(tx, command.id());
            if (standing.isPresent()) {
                return replay(standing.get(), command, team, caller);
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
            Broadcast standing,
            NotificationCommand.SendSystem command,
            @Nullable String team,
            Caller caller) {
        boolean same =
                Objects.equals(standing.createdBy(), caller.agentId())
                        && standing.title().equals(command.title().strip())
                        && Objects.equals(standing.message(), command.message())
                        && standing.role() == command.role()
                        && Objects.equals(standing.team(), team);
        return Creation.answer(standing.id(), standing, same, "system notification");
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
        List<Notification> made = new ArrayList<>(recipients.size());
        List<Draft> changes = new ArrayList<>(recipients.size());
        for (Account recipient : recipients) {
            Notification notification =
                    posting.take(tx, notification(broadcast, recipient, context), context.now());
            made.add(notification);
            changes.add(
                    Draft.created(
                            NotificationChange.CREATED,
                            Notification.TYPE,
                            notification,
                            Visibility.personal(
                                    recipient.agentId(), recipient.role(), recipient.team())));
        }
        NotificationStore.insertAll(tx, made);
        boolean last = recipients.size() < RECIPIENTS_AT_ONCE_MAX;
        Broadcast after =
                broadcast.after(
                        made.size(),
                        made.isEmpty() ? broadcast.lastAgentId() : made.getLast().agentId(),
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

    /** To whom the caller may send: its own team, or where it leads everyone, any. */
    private static @Nullable String team(@Nullable String asked, Caller caller) {
        if (caller.seesAll() || Objects.equals(asked, caller.team())) {
            return asked;
        }
        if (asked != null) {
            String message = "You may send to your own team only.";
            throw Problem.forbidden(message)
                    .with("errors", List.of(new InputError("team", "not_yours", message)));
        }
        return caller.team();
    }
}
