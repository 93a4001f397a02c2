package com.techbro24.crm.calendar;

import com.techbro24.crm.http.Example;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The caller's calendar feed.
 *
 * @param active whether there is one
 * @param createdAt when its address was made; null if there is none
 * @param url the address to subscribe to, only in the answer that makes it; it is the whole address
 *     where {@code CRM_PUBLIC_URL} is set, and a path otherwise
 */
public record CalendarFeed(
        boolean active,
        @Nullable Instant createdAt,
        @Example("\"https://crm.example.com/calendar/crm_f_LQn1bZk3.ics\"") @Nullable String url) {
    @Override
    public String toString() {
        return "CalendarFeed[" + createdAt + "]"; // keeps the address out of logs
    }
}
