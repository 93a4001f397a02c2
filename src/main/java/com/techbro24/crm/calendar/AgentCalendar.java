package com.techbro24.crm.calendar;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.calls.Call;
import com.techbro24.crm.calls.CallStore;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.reminders.Reminder;
import com.techbro24.crm.reminders.ReminderAgenda;
import com.techbro24.crm.reminders.ReminderKind;
import com.techbro24.crm.reminders.ReminderPriority;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of one agent in a period around a day: pending reminders with their later occurrences,
 * and scheduled calls.
 */
final class AgentCalendar {
    /** How far recurrences are written out, and how long what is overdue stays. */
    static final Duration PERIOD = Duration.ofDays(90);

    private static final int ROWS_MAX = 2_000;
    private static final int OCCURRENCES_MAX = 500;
    private static final Duration SHORT = Duration.ofMinutes(15);
    private static final Duration MEETING = Duration.ofHours(1);

    private final Tx tx;
    private final String agentId;
    private final Caller sees;
    private final boolean named;
    private final Instant from;
    private final Instant to;
    private final Map<String, Optional<String>> names = new HashMap<>();

    /**
     * @param named whether events show what the agent wrote and who it is about
     */
    AgentCalendar(Tx tx, Account account, boolean named, LocalDate day) {
        this.tx = tx;
        this.agentId = account.agentId();
        this.sees =
                new Caller(
                        agentId, account.role(), account.team(), false, Caller.Kind.SYSTEM, null);
        this.named = named;
        this.from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        this.to = from.plus(PERIOD);
    }

    /** The whole document. */
    byte[] write() {
        ContentLines lines = new ContentLines();
        lines.add("BEGIN", "VCALENDAR")
                .add("VERSION", "2.0")
                .add("PRODID", "-//TechBro24//CRM//EN")
                .add("CALSCALE", "GREGORIAN")
                .add("METHOD", "PUBLISH")
                .add("X-WR-CALNAME", "TechBro24 CRM")
                .add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
                .add("X-PUBLISHED-TTL", "PT1H");
        events().forEach(event -> event.writeTo(lines));
        return lines.add("END", "VCALENDAR").bytes();
    }

    private List<CalendarEvent> events() {
        List<CalendarEvent> events = new ArrayList<>();
        Instant first = from.minus(PERIOD);
        for (Reminder reminder : ReminderAgenda.pendingOf(tx, agentId, first, ROWS_MAX)) {
            events.add(event(reminder, reminder.remindAt(), reminder.id()));
            for (Instant later :
                    ReminderAgenda.occurrencesBetween(reminder, from, to, OCCURRENCES_MAX)) {
                events.add(
                        event(reminder, later, reminder.id() + "-" + ContentLines.format(later)));
            }
        }
        for (Call call : CallStore.scheduledOf(tx, agentId, first, ROWS_MAX)) {
            events.add(event(call));
        }
        events.sort(Comparator.comparing(CalendarEvent::start).thenComparing(CalendarEvent::uid));
        return events;
    }

    private CalendarEvent event(Reminder reminder, Instant at, String uid) {
        boolean meets = reminder.kind() == ReminderKind.MEETING;
        return new CalendarEvent(
                uid + "@techbro24-crm",
                reminder.version(),
                reminder.createdAt(),
                reminder.updatedAt(),
                at,
                meets ? MEETING : SHORT,
                named ? withName(reminder.title(), reminder.leadId()) : word(reminder.kind()),
                named ? reminder.description() : null,
                priority(reminder.priority()),
                meets);
    }

    private CalendarEvent event(Call call) {
        return new CalendarEvent(
                call.id() + "@techbro24-crm",
                call.version(),
                call.createdAt(),
                call.updatedAt(),
                call.at(),
                SHORT,
                named ? withName("Call", call.leadId()) : "Call",
                named ? call.notes() : null,
                priority(ReminderPriority.NORMAL),
                true);
    }

    private String withName(String title, @Nullable String leadId) {
        return nameOf(leadId)
                .filter(name -> !title.contains(name))
                .map(name -> title + " – " + name)
                .orElse(title);
    }

    private Optional<String> nameOf(@Nullable String leadId) {
        if (leadId == null) {
            return Optional.empty();
        }
        return names.computeIfAbsent(
                leadId,
                id ->
                        LeadStore.find(tx, id)
                                .filter(lead -> lead.deletedAt() == null)
                                .filter(lead -> LeadStore.visibility(tx, lead).isSeenBy(sees))
                                .map(Lead::name));
    }

    private static String word(@Nullable ReminderKind kind) {
        if (kind == null) {
            return "Reminder";
        }
        return switch (kind) {
            case CALL_BACK -> "Call back";
            case FOLLOW_UP -> "Follow up";
            case MEETING -> "Meeting";
            case PAYMENT -> "Payment";
            case OTHER -> "Reminder";
        };
    }

    private static int priority(ReminderPriority priority) {
        return switch (priority) {
            case HIGH -> 1;
            case NORMAL -> 5;
            case LOW -> 9;
        };
    }
}
