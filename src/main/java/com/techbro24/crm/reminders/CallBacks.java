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
 * which {@code call_reminders} names; it follows the call until it is done.
 */
final class CallBacks {
    private final ReminderHandler handler;

    CallBacks(ReminderHandler handler) {
        this.handler = handler;
    }

    /** Makes, moves or cancels the reminder of a call. */
    Outcome follow(ReminderCommand.FollowCall command, Context context) {
        Tx tx = context.tx();
        Optional<Reminder> standing =
                tx.first(
                                "SELECT reminder_id FROM call_reminders WHERE call_id = ?",
                                Row::text,
                                command.callId())
                        .flatMap(id -> ReminderStore.find(tx, id, context.now()));
        if (standing.isPresent()) {
            Reminder before = standing.get();
            boolean waits = before.status() == ReminderStatus.PENDING && before.deletedAt() == null;
            return waits
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
                : make(command, command.callbackAt(), context);
    }

    private Outcome make(ReminderCommand.FollowCall command, Instant at, Context context) {
        Tx tx = context.tx();
        Optional<Lead> lead =
                Optional.ofNullable(command.leadId())
                        .flatMap(id -> LeadStore.find(tx, id))
                        .filter(found -> found.deletedAt() == null);
        boolean pointless = lead.isPresent() && DoNotCallStore.isMarked(tx, lead.get());
        String agentId = reminded(command.agentId(), lead, tx).orElse(null);
        if (pointless || agentId == null) {
            return Outcome.unchanged(null);
        }
        String whom = lead.map(Lead::name).orElse(command.phone());
        ReminderCommand.Create create =
                new ReminderCommand.Create(
                        Id.next(),
                        agentId,
                        lead.map(Lead::id).orElse(null),
                        lead.isPresent() ? ReminderKind.CALL_BACK : null,
                        title(whom),
                        null,
                        at,
                        null,
                        null,
                        null,
                        null);
        Reminder reminder = handler.made(create, agentId, context);
        tx.update(
                "INSERT INTO call_reminders (call_id, reminder_id) VALUES (?, ?)",
                command.callId(),
                reminder.id());
        return Outcome.changed(null, ReminderHandler.insert(reminder, null, context));
    }

    /** The call's agent, or the lead's where that one is disabled or may not see the lead now. */
    private static Optional<String> reminded(String callAgentId, Optional<Lead> lead, Tx tx) {
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

    private static String title(@Nullable String whom) {
        String title = whom == null ? "Call back" : "Call back " + whom;
        int end = Math.min(title.length(), Limits.NAME_LENGTH_MAX);
        return title.substring(0, title.offsetByCodePoints(0, title.codePointCount(0, end)));
    }

    /** Whoever was spoken to has been called back, whichever call had promised it. */
    static Outcome keep(ReminderCommand.KeepPromises command, Context context) {
        Tx tx = context.tx();
        List<Draft> changes = new ArrayList<>();
        for (Reminder before : ReminderStore.ofLead(tx, command.leadId(), context.now())) {
            boolean kept =
                    before.status() == ReminderStatus.PENDING
                            && before.deletedAt() == null
                            && tx.exists(
                                    "SELECT 1 FROM call_reminders WHERE reminder_id = ?"
                                            + " AND call_id <> ?",
                                    before.id(),
                                    command.callId());
            if (kept) {
                changes.addAll(
                        ReminderHandler.save(before, before.completed(context.now()), context)
                                .changes());
            }
        }
        return Outcome.changed(null, changes);
    }

    /** Refuses to remind of a call that must not be made. */
    static void refuseForbidden(@Nullable ReminderKind kind, @Nullable String leadId, Tx tx) {
        if (isForbidden(kind, leadId, tx)) {
            String message = "This lead does not want to be called.";
            throw Problem.unprocessable(message)
                    .with("errors", List.of(new InputError("leadId", "do_not_call", message)));
        }
    }

    static boolean isForbidden(@Nullable ReminderKind kind, @Nullable String leadId, Tx tx) {
        return kind == ReminderKind.CALL_BACK
                && leadId != null
                && LeadStore.find(tx, leadId)
                        .filter(lead -> DoNotCallStore.isMarked(tx, lead))
                        .isPresent();
    }
}
