/**
 * Notifications: what an agent should know of, in its inbox and on the channels it chose.
 *
 * <p>Tables: {@code notifications}, {@code notification_counts}, {@code inboxes}, {@code
 * notification_preferences}, {@code notification_rules}, {@code broadcasts}, {@code
 * notification_brought}. Commands: {@code notification.create}, {@code notification.read}, {@code
 * notification.unread}, {@code notification.read_all}, {@code notification.snooze}, {@code
 * notification.delete}, {@code notification.restore}, {@code notification.send_system}, {@code
 * notification.set_preferences}, {@code notification.set_rule}; and {@code
 * notification.continue_broadcast}, {@code notification.record_delivery} and {@code
 * notification.purge}, which only the program itself gives.
 *
 * <p>Invariants: {@code notification_counts} is the number of an agent's notifications that stand,
 * and of the unread among them, in the same commit; a dedupKey that is unread, or young, makes no
 * second notification; many of one kind in a short time become one with a count, unless their
 * priority is high; a system notification reaches each recipient once, in steps that each leave the
 * writer to others, and goes on after a crash; nobody is told of its own act.
 *
 * <p>Who may: an agent has its own inbox and preferences, and sends to itself; a manager its
 * team's; an admin all. System notifications are for managers to send; rules are for admins to
 * change.
 */
@NullMarked
package com.techbro24.crm.notifications;

import org.jspecify.annotations.NullMarked;
