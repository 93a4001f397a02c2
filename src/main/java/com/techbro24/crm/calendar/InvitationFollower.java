package com.techbro24.crm.calendar;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.notifications.NotificationPreferences;
import com.techbro24.crm.outbound.Outbox;
import com.techbro24.crm.outbound.mail.DirectMail;
import com.techbro24.crm.reminders.Reminder;
import com.techbro24.crm.reminders.ReminderKind;
import com.techbro24.crm.reminders.ReminderStatus;
import com.techbro24.crm.reminders.ReminderStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Sends meetings to the calendars of agents by mail as soon as they are made, moved or cancelled,
 * since a feed is read hours later. It invites the agents who get reminders by email, and compares
 * the meeting as it is now with what the last mail said, so a change that is seen again sends
 * nothing.
 */
public final class InvitationFollower implements Follower.Durable {
    private static final String MEETING = "\"meeting\"";
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private final Clock clock;
    private final String organizer;
    private final ZoneId zone;

    /**
     * @param organizer the address from which mails come, and to which replies go
     * @param zone of agents without one
     */
    public InvitationFollower(Clock clock, String organizer, ZoneId zone) {
        this.clock = clock;
        this.organizer = organizer;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "calendar_invitations";
    }

    @Override
    public Set<ChangeKind> kinds(ChangeKinds known) {
        return known.about(Reminder.TYPE);
    }

    @Override
    public boolean wants(Change change) {
        return change.after().contains(MEETING)
                || change.before() != null && change.before().contains(MEETING);
    }

    @Override
    public void follow(Tx tx, Change change) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Reminder> reminder = ReminderStore.find(tx, change.entityId(), now);
        Optional<Invitation> sent = InvitationStore.find(tx, change.entityId());
        Optional<Invitation> wanted = reminder.flatMap(row -> wanted(tx, row, now));
        if (wanted.isPresent() && sent.filter(wanted.get()::shows).isPresent()) {
            return;
        }
        boolean isOver =
                reminder.filter(row -> row.status() == ReminderStatus.COMPLETED).isPresent();
        boolean stays =
                wanted.isPresent()
                        && sent.filter(old -> old.address().equals(wanted.get().address()))
                                .isPresent();
        int next = sent.map(Invitation::sequence).orElse(0) + 1;
        if (sent.isPresent() && !stays) {
            InvitationStore.delete(tx, change.entityId());
            if (!isOver) {
                send(tx, sent.get().withSequence(next), true, now);
            }
        }
        wanted.map(invitation -> invitation.withSequence(next))
                .ifPresent(
                        invitation -> {
                            InvitationStore.save(tx, invitation);
                            send(tx, invitation, false, now);
                        });
    }

    /** The invitation that the agent's calendar should have; empty for none. */
    private static Optional<Invitation> wanted(Tx tx, Reminder reminder, Instant now) {
        boolean isAhead =
                reminder.kind() == ReminderKind.MEETING
                        && reminder.status() == ReminderStatus.PENDING
                        && reminder.deletedAt() == null
                        && reminder.remindAt().isAfter(now);
        if (!isAhead || !NotificationPreferences.wantsRemindersByEmail(tx, reminder.agentId())) {
            return Optional.empty();
        }
        return AccountStore.find(tx, reminder.agentId())
                .filter(Account::active)
                .map(
                        account ->
                                new Invitation(
                                        reminder.id(),
                                        account.agentId(),
                                        account.email(),
                                        title(tx, reminder, account),
                                        reminder.remindAt(),
                                        0));
    }

    private static String title(Tx tx, Reminder reminder, Account account) {
        Caller sees =
                new Caller(
                        account.agentId(),
                        account.role(),
                        account.team(),
                        false,
                        Caller.Kind.SYSTEM,
                        null);
        return Optional.ofNullable(reminder.leadId())
                .flatMap(id -> LeadStore.find(tx, id))
                .filter(lead -> LeadStore.visibility(tx, lead).isSeenBy(sees))
                .map(Lead::name)
                .filter(name -> !reminder.title().contains(name))
                .map(name -> reminder.title() + " – " + name)
                .orElse(reminder.title());
    }

    private void send(Tx tx, Invitation invitation, boolean cancelled, Instant now) {
        ZoneId own =
                AgentStore.find(tx, invitation.agentId())
                        .map(Agent::timezone)
                        .map(ZoneId::of)
                        .orElse(zone);
        String when = DAY_AND_TIME.format(invitation.startsAt().atZone(own));
        String subject =
                (cancelled ? "Cancelled: " : "Invitation: ") + invitation.title() + ", " + when;
        var _ =
                Outbox.add(
                        tx,
                        DirectMail.invitation(
                                        invitation.address(),
                                        subject,
                                        invitation.title() + "\n" + when + " (" + own + ")",
                                        invitation.document(cancelled, organizer, now))
                                .about(Reminder.TYPE, invitation.reminderId())
                                .ofAgent(invitation.agentId()),
                        now);
    }
}
