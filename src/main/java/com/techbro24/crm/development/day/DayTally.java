package com.techbro24.crm.development.day;

import java.util.concurrent.atomic.AtomicInteger;

/** The counters of one agent's day. */
final class DayTally {
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger contacts = new AtomicInteger();
    final AtomicInteger sales = new AtomicInteger();
    final AtomicInteger reminders = new AtomicInteger();
    final AtomicInteger remindersReceived = new AtomicInteger();
    final AtomicInteger notifications = new AtomicInteger();
    final AtomicInteger breaks = new AtomicInteger();
}
