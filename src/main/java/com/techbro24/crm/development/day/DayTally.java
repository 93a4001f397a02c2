package com.techbro24.crm.development.day;

import java.util.concurrent.atomic.AtomicInteger;

/** What one agent did in a day, counted by itself. */
final class DayTally {
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger contacts = new AtomicInteger();
    final AtomicInteger sales = new AtomicInteger();
    final AtomicInteger reminders = new AtomicInteger();
    final AtomicInteger remindersHeard = new AtomicInteger();
    final AtomicInteger notifications = new AtomicInteger();
    final AtomicInteger breaks = new AtomicInteger();
}
