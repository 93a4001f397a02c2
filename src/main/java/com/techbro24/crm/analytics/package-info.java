/**
 * Analytics: what the team did and how it goes, as figures for any agent, team, period and time
 * zone.
 *
 * <p>Tables: none. The facts are in the memory of each node, packed ({@link
 * com.techbro24.crm.analytics.Facts}): loaded from the tables of other rooms through {@link
 * com.techbro24.crm.analytics.AnalyticsRows}, then changed by each change of the log.
 *
 * <p>Invariants: kept facts equal those loaded afresh; a figure has one definition and one path of
 * code, whoever asks and on whichever route; a total is the sum of its parts; rates are computed
 * from sums, never from rates; an answer contains every write that was answered before it.
 *
 * <p>Time: a call counts at its start, a step of a lead when it was made, a reminder at its due
 * time. Calls, times and steps count for the agent of that time and the team of that agent at that
 * time. Leads themselves count for their agent of today and its team of today. A day is a day of
 * the asked zone, whatever its length.
 *
 * <p>Rights: an agent sees its own figures, and averages of its team where three or more agents
 * share in them. A manager sees the figures of its team and the agents in it, a manager without a
 * team and an admin all. Whatever the caller cannot see is reported as not found. The reminders of
 * admins are private and count nowhere.
 */
@NullMarked
package com.techbro24.crm.analytics;

import org.jspecify.annotations.NullMarked;
