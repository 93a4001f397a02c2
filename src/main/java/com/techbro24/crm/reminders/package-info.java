/**
 * Reminders of agents, about a lead or about anything else.
 *
 * <p>Tables: {@code reminders}, and {@code lead_reminders} for those about a lead; the view {@code
 * all_reminders} reads both; {@code call_reminders} links a call to its call-back reminder.
 * Commands: {@code reminder.create}, {@code reminder.update}, {@code reminder.delete}, {@code
 * reminder.restore}, {@code reminder.complete}, {@code reminder.snooze}; and {@code reminder.fire},
 * {@code reminder.follow_lead}, {@code reminder.follow_call} and {@code
 * reminder.complete_call_backs}, which are internal.
 *
 * <p>Invariants: {@code next_alert_at} is the time of the next alert of a pending reminder and null
 * for all others, so the scheduler needs one index lookup; each warning, {@code reminder.due} and
 * {@code reminder.overdue} fires once per due time or snooze, because the single writer reads the
 * row again before it fires; {@code overdue} is computed on read; a recurring reminder keeps its
 * local time in its timezone.
 *
 * <p>A call's {@code callbackAt} creates one reminder of kind {@code call_back}. It follows changes
 * of the call, and is completed when the lead is reached. A call-back reminder for a number that
 * must not be called is refused; an existing one is cancelled at its due time.
 *
 * <p>Rights: an agent sees and changes its own reminders, a manager those of the team, an admin
 * all. A reminder about a lead requires that both the caller and the reminder's agent can see the
 * lead when it is created or moved. When the lead is reassigned, the pending reminders of its agent
 * go to the new agent. When it is merged, all its reminders move within the merge.
 */
@NullMarked
package com.techbro24.crm.reminders;

import org.jspecify.annotations.NullMarked;
