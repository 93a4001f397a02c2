package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the commands of reminders. */
public final class ReminderHandler implements Handler<ReminderCommand> {
    /** The most alerts per transaction, so that other writes are not blocked for long. */
    static final int FIRED_AT_ONCE_MAX = 200;

    /** The reason stored when a call-back is cancelled at its due time. */
    private static final String DO_NOT_CALL = "The number must not be called.";

    private final ReminderSettings settings;
    private final CallBacks callBacks = new CallBacks(this);

    public ReminderHandler(ReminderSettings settings) {
        this.settings = settings;
    }

    @Override
    public Outcome handle(ReminderCommand command, Context context) {
        return switch (command) {
            case ReminderCommand.Create create -> create(create, context);
            case ReminderCommand.Update update -> update(update, context);
            case ReminderCommand.Delete delete -> delete(delete, context);
            case ReminderCommand.Restore restore -> restore(restore, context);
            case ReminderCommand.Complete complete -> complete(complete, context);
            case ReminderCommand.Snooze snooze -> snooze(snooze, context);
            case ReminderCommand.Fire fire -> fire(context);
            case ReminderCommand.FollowLead follow -> followLead(follow, context);
            case ReminderCommand.FollowCall follow -> callBacks.follow(follow, context);
            case ReminderCommand.CompleteCallBacks complete ->
                    CallBacks.complete(complete, context);
        };
    }

    private Outcome create(ReminderCommand.Create command, Context context) {
        Tx tx = context.tx();
        Creation creation = Creation.of(command.id(), command);
        Optional<Outcome> replay =
                creation.replay(
                        id -> ReminderStore.find(tx, id, context.now()),
                        (reminder, hash) ->
                                ReminderStore.visibility(tx, reminder.agentId())
                                                .isSeenBy(context.caller())
                                        && ReminderStore.isCreatedBy(tx, reminder, hash),
                        Reminder.TYPE);
        if (replay.isPresent()) {
            return replay.get();
        }
        String agentId =
                command.agentId() == null ? ReminderRights.ownAgent(context) : command.agentId();
        Account account = ReminderRights.owner(agentId, context);
        ReminderRights.checkLead(command.leadId(), account, context);
        CallBacks.refuseDoNotCall(command.kind(), command.leadId(), tx);
        Reminder reminder = newReminder(command, agentId, context);
        return Outcome.created(reminder, insert(reminder, creation.hash(), context));
    }

    /** A new reminder of the agent, not stored yet. */
    Reminder newReminder(ReminderCommand.Create command, String agentId, Context context) {
        String timezone =
                Objects.requireNonNullElseGet(
                        command.timezone(), () -> timezoneOf(context.tx(), agentId));
        String id = Objects.requireNonNullElseGet(command.id(), Id::next);
        return Reminder.create(command, id, agentId, timezone, context.now());
    }

    static Draft insert(Reminder reminder, @Nullable String creationHash, Context context) {
        ReminderStore.insert(context.tx(), reminder, creationHash);
        return createdDraft(context.tx(), reminder);
    }

    private Outcome update(ReminderCommand.Update command, Context context) {
        Reminder before = load(command.id(), context);
        Reminder after = before.with(command.fields(), settings.overdueGrace(), context.now());
        boolean newAgent = !after.agentId().equals(before.agentId());
        boolean newLead = !Objects.equals(after.leadId(), before.leadId());
        if (newAgent || newLead) {
            Account account =
                    newAgent
                            ? ReminderRights.owner(after.agentId(), context)
                            : AccountStore.find(context.tx(), after.agentId()).orElseThrow();
            ReminderRights.checkLead(after.leadId(), account, context);
        }
        if (newLead || after.kind() != before.kind()) {
            CallBacks.refuseDoNotCall(after.kind(), after.leadId(), context.tx());
        }
        return save(before, after, context);
    }

    private static Outcome delete(ReminderCommand.Delete command, Context context) {
        Reminder before = loadAny(command.id(), context);
        return before.deletedAt() != null
                ? Outcome.unchanged(before)
                : save(before, before.deleted(context.now()), context);
    }

    private Outcome restore(ReminderCommand.Restore command, Context context) {
        Reminder before = loadAny(command.id(), context);
        return save(before, before.restored(settings.overdueGrace(), context.now()), context);
    }

    private static Outcome complete(ReminderCommand.Complete command, Context context) {
        Reminder before = load(command.id(), context);
        return save(before, before.completed(context.now()), context);
    }

    private static Outcome snooze(ReminderCommand.Snooze command, Context context) {
        Reminder before = load(command.id(), context);
        return save(before, before.snoozed(command.until(), context.now()), context);
    }

    /**
     * Reads the rows again inside the write transaction: if several nodes send this command, the
     * first fires the alerts and the others find none.
     */
    private Outcome fire(Context context) {
        Tx tx = context.tx();
        Map<String, Visibility> seen = new HashMap<>();
        List<Reminder> fired = new ArrayList<>();
        List<Draft> changes = new ArrayList<>();
        for (Reminder before : ReminderStore.withDueAlert(tx, context.now(), FIRED_AT_ONCE_MAX)) {
            if (CallBacks.isDoNotCall(before.kind(), before.leadId(), tx)) {
                var cancelled = save(before, before.cancelled(context.now()), context);
                cancelled.changes().forEach(change -> changes.add(change.because(DO_NOT_CALL)));
                continue;
            }
            Alert alert = before.alert(context.now()).orElseThrow();
            Reminder after = before.alerted(alert, settings.overdueGrace(), context.now());
            Visibility by =
                    seen.computeIfAbsent(
                            before.agentId(), agent -> ReminderStore.visibility(tx, agent));
            fired.add(after);
            changes.add(Draft.changed(alert.change(), Reminder.TYPE, before, after, by, by));
        }
        ReminderStore.updateAlerted(tx, fired);
        return Outcome.changed(new ReminderCommand.Fired(changes.size()), changes);
    }

    private static Outcome followLead(ReminderCommand.FollowLead command, Context context) {
        String leadId = command.leadId();
        return Outcome.changed(
                null, move(leadId, leadId, command.fromAgentId(), command.toAgentId(), context));
    }

    /**
     * Moves all reminders to the other lead, and the pending ones of the first agent to the second.
     */
    static List<Draft> move(
            String fromLeadId,
            String toLeadId,
            @Nullable String fromAgentId,
            @Nullable String toAgentId,
            Context context) {
        List<Draft> changes = new ArrayList<>();
        for (Reminder before : ReminderStore.ofLead(context.tx(), fromLeadId, context.now())) {
            boolean handedOver =
                    before.deletedAt() == null
                            && before.status() == ReminderStatus.PENDING
                            && before.agentId().equals(fromAgentId);
            Reminder after = before.movedTo(toLeadId, handedOver ? toAgentId : null, context.now());
            changes.addAll(save(before, after, context).changes());
        }
        return changes;
    }

    /** The reminder, checked for visibility, deletion and the expected version. */
    private static Reminder load(String id, Context context) {
        Reminder reminder = loadAny(id, context);
        if (reminder.deletedAt() != null) {
            throw Problem.of(Problem.Code.GONE, "This reminder is deleted; restore it first.");
        }
        return reminder;
    }

    private static Reminder loadAny(String id, Context context) {
        Reminder reminder = ReminderStore.getAny(context.tx(), id, context.caller(), context.now());
        context.expect(reminder);
        return reminder;
    }

    /**
     * Stores one change under its most specific kind; completing a recurring reminder also creates
     * the next.
     */
    static Outcome save(Reminder before, Reminder saved, Context context) {
        if (saved == before) {
            return Outcome.unchanged(before);
        }
        Tx tx = context.tx();
        boolean completed =
                saved.status() == ReminderStatus.COMPLETED
                        && before.status() != ReminderStatus.COMPLETED;
        Optional<Reminder> next =
                completed ? saved.next(Id.next(), context.now()) : Optional.empty();
        Reminder after =
                next.map(created -> saved.withNext(created.id(), context.now())).orElse(saved);
        ReminderStore.update(tx, before, after);
        List<Draft> changes = new ArrayList<>(2);
        changes.add(
                Draft.changed(
                        kind(before, after),
                        Reminder.TYPE,
                        before,
                        after,
                        seen(tx, before),
                        seen(tx, after)));
        next.ifPresent(
                created -> {
                    ReminderStore.insert(tx, created, null);
                    changes.add(createdDraft(tx, created));
                });
        return Outcome.changed(after, changes);
    }

    private static ChangeKind kind(Reminder before, Reminder after) {
        if (after.deletedAt() != null && before.deletedAt() == null) {
            return ReminderChange.DELETED;
        }
        boolean completed =
                after.status() == ReminderStatus.COMPLETED && before.status() != after.status();
        return completed ? ReminderChange.COMPLETED : ReminderChange.UPDATED;
    }

    private static Draft createdDraft(Tx tx, Reminder reminder) {
        return Draft.created(
                ReminderChange.CREATED,
                Reminder.TYPE,
                reminder,
                ReminderStore.visibility(tx, reminder.agentId()));
    }

    private static Visibility seen(Tx tx, Reminder reminder) {
        return reminder.deletedAt() == null
                ? ReminderStore.visibility(tx, reminder.agentId())
                : Visibility.NOBODY;
    }

    private String timezoneOf(Tx tx, String agentId) {
        return AgentStore.find(tx, agentId)
                .map(Agent::timezone)
                .orElseGet(() -> settings.zone().getId());
    }
}
