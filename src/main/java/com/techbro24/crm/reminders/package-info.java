/**
 * Reminders: what an agent wants to be told at a time, about a lead or about anything else.
 *
 * <p>Tables: {@code reminders}, and {@code lead_reminders} for those about a lead; the view {@code
 * all_reminders} reads both; {@code call_reminders} names the one that a call's promise made.
 * Commands: {@code reminder.create}, {@code reminder.update}, {@code reminder.delete}, {@code
 * reminder.restore}, {@code reminder.complete}, {@code reminder.snooze}; and {@code reminder.fire},
 * {@code reminder.follow_lead}, {@code reminder.follow_call} and {@code reminder.keep_promises},
 * which only the program itself gives.
 *
 * <p>Invariants: {@code next_alert_at} is when a pending reminder next makes itself heard and null
 * for every other one, so that the scheduler needs one look into one index; each early warning,
 * {@code reminder.due} and {@code reminder.overdue} happens once for each due time or snooze, since
 * the writer, which is one over all nodes, looks at the row again before it fires; {@code overdue}
 * is computed when a reminder is read; a repetition keeps its time on the wall clock of the
 * reminder's timezone.
 *
 * <p>A call's {@code callbackAt} makes one reminder of the kind {@code call_back}, which follows
 * the call, and is completed when the lead is spoken to. A reminder to call a number that must not
 * be called is refused, and one that stands is cancelled when its time comes.
 *
 * <p>Who may: an agent sees and changes its own, a manager its team's, an admin all. A reminder
 * about a lead needs a lead that both the caller and the reminder's agent see when it is made or
 * moved there. When the lead is given to another agent, what still waits of its agent's reminders
 * goes along; when it is merged into another, all of them do, within the merge.
 */
@NullMarked
package com.techbro24.crm.reminders;

import org.jspecify.annotations.NullMarked;
