/**
 * Notifications of agents, in the inbox and on the channels the agent chose.
 *
 * <p>Tables: {@code notifications}, {@code notification_counts}, {@code inboxes}, {@code
 * notification_preferences}, {@code notification_rules}, {@code broadcasts}, {@code
 * notification_brought}. Commands: {@code notification.create}, {@code notification.read}, {@code
 * notification.unread}, {@code notification.read_all}, {@code notification.snooze}, {@code
 * notification.delete}, {@code notification.restore}, {@code notification.send_system}, {@code
 * notification.set_preferences}, {@code notification.set_rule}; and {@code
 * notification.continue_broadcast}, {@code notification.record_delivery} and {@code
 * notification.purge}, which are internal.
 *
 * <p>Invariants: {@code notification_counts} holds the number of an agent's notifications that are
 * not deleted, and of the unread among them, updated in the same commit; a dedupKey that is unread
 * or recent creates no second notification; many with the same groupKey in a short time are grouped
 * into one with a count, unless their priority is high; a system notification reaches each
 * recipient once, in steps between which other writes run, and continues after a crash; agents are
 * not notified of their own actions.
 *
 * <p>Rights: an agent uses its own inbox and preferences and notifies itself; a manager those of
 * the team; an admin all. Managers send system notifications; admins change rules.
 */
@NullMarked
package com.techbro24.crm.notifications;

import org.jspecify.annotations.NullMarked;
