/**
 * When a rule may run: schedules as cron expressions, and windows of the week.
 *
 * <p>Tables: none. Both are computed from the expression, a time zone and an instant alone.
 *
 * <p>Invariants: a schedule fires at an instant at most once; no tick is lost or doubled where the
 * clock changes; the library that reads cron expressions never sees a time zone, because its
 * handling of clock changes is wrong: it gets wall-clock times as if they were UTC, and {@link
 * com.techbro24.crm.automation.time.Cron} maps them to instants.
 */
@NullMarked
package com.techbro24.crm.automation.time;

import org.jspecify.annotations.NullMarked;
