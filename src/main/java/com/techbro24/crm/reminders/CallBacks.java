package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.DoNotCallStore;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reminders of promised call-backs. A call whose {@code callbackAt} is set has one reminder,
 * stored in {@code call_reminders}. The reminder follows changes of the call until it is done.
 */
final class CallBacks {
    private final ReminderHandler handler;

    CallBacks(ReminderHandler handler) {
        this.handler = handler;
    }

    /** Creates, moves or cancels the reminder of a call. */
    Outcome follow(ReminderCommand.FollowCall command, Context context) {
        Tx tx = context.tx();
        Optional<Reminder> existing =
                tx.first(
                                "SELECT reminder_id FROM call_reminders WHERE call_id = ?",
                                Row::text,
                                command.callId())
                        .flatMap(id -> ReminderStore.find(tx, id, context.now()));
        if (existing.isPresent()) {
            Reminder before = existing.get();
            boolean pending =
                    before.status() == ReminderStatus.PENDING && before.deletedAt() == null;
            return pending
                    ? ReminderHandler.save(
                            before,
                            command.callbackAt() == null
                                    ? before.cancelled(context.now())
                                    : before.dueAt(command.callbackAt(), context.now()),
                            context)
                    : Outcome.unchanged(null);
        }
        return command.callbackAt() == null
                ? Outcome.unchanged(null)
                : create(command, command.callbackAt(), context);
    }

    private Outcome create(ReminderCommand.FollowCall command, Instant at, Context context) {
        Tx tx = context.tx();
        Optional<Lead> lead =
                Optional.ofNullable(command.leadId())
                        .flatMap(id -> LeadStore.find(tx, id))
                        .filter(found -> found.deletedAt() == null);
        boolean doNotCall = lead.isPresent() && DoNotCallStore.isMarked(tx, lead.get());
        String agentId = recipient(command.agentId(), lead, tx).orElse(null);
        if (doNotCall || agentId == null) {
            return Outcome.unchanged(null);
        }
        String name = lead.map(Lead::name).orElse(command.phone());
        ReminderCommand.Create create =
                new ReminderCommand.Create(
                        Id.next(),
                        agentId,
                        lead.map(Lead::id).orElse(null),
                        lead.isPresent() ? ReminderKind.CALL_BACK : null,
                        title(name),
                        null,
                        at,
                        null,
                        null,
                        null,
                        null);
        Reminder reminder = handler.newReminder(create, agentId, context);
        tx.update(
                "INSERT INTO call_reminders (call_id, reminder_id) VALUES (?, ?)",
                command.callId(),
                reminder.id());
        return Outcome.changed(null, ReminderHandler.insert(reminder, null, context));
    }

    /**
     * The call's agent, or the lead's agent if the first is disabled or cannot see the lead now.
     */
    private static Optional<String> recipient(String callAgentId, Optional<Lead> lead, Tx tx) {
        return Stream.concat(Stream.of(callAgentId), lead.map(Lead::assignedAgentId).stream())
                .flatMap(id -> AccountStore.find(tx, id).stream())
                .filter(Account::active)
                .filter(
                        account ->
                                lead.map(of -> ReminderRights.isSeenBy(account, of, tx))
                                        .orElse(true))
                .map(Account::agentId)
                .findFirst();
    }

    private static String title(@Nullable String name) {
        String title = name == null ? "Call back" : "Call back " + name;
        int end = Math.min(title.length(), Limits.NAME_LENGTH_MAX);
        return title.substring(0, title.offsetByCodePoints(0, title.codePointCount(0, end)));
    }

    /**
     * Completes all call-backs to a lead that was reached: any call keeps the promise of any other.
     */
    static Outcome complete(ReminderCommand.CompleteCallBacks command, Context context) {
        Tx tx = context.tx();
        List<Draft> changes = new ArrayList<>();
        for (Reminder before : ReminderStore.ofLead(tx, command.leadId(), context.now())) {
            boolean promised =
                    before.status() == ReminderStatus.PENDING
                            && before.deletedAt() == null
                            && tx.exists(
                                    "SELECT 1 FROM call_reminders WHERE reminder_id = ?"
                                            + " AND call_id <> ?",
                                    before.id(),
                                    command.callId());
            if (promised) {
                changes.addAll(
                        ReminderHandler.save(before, before.completed(context.now()), context)
                                .changes());
            }
        }
        return Outcome.changed(null, changes);
    }

    /** Refuses a call-back reminder for a lead that must not be called. */
    static void refuseDoNotCall(@Nullable ReminderKind kind, @Nullable String leadId, Tx tx) {
        if (isDoNotCall(kind, leadId, tx)) {
            String message = "This lead must not be called.";
            throw Problem.unprocessable(message)
                    .with("errors", List.of(new InputError("leadId", "do_not_call", message)));
        }
    }

    static boolean isDoNotCall(@Nullable ReminderKind kind, @Nullable String leadId, Tx tx) {
        return kind == ReminderKind.CALL_BACK
                && leadId != null
                && LeadStore.find(tx, leadId)
                        .filter(lead -> DoNotCallStore.isMarked(tx, lead))
                        .isPresent();
    }
}
