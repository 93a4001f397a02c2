package com.techbro24.crm.development.mock;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The state of a lead in the mock history. */
public final class MockLead {
    /** The stage, which determines the likely results of calls. */
    public enum Stage {
        NEW,
        WARM,
        INTERESTED,
        NEGOTIATING,
        LOST,
        SOLD
    }

    public final String id;
    public final String name;
    final String phone;
    final ZoneId zone;
    public Stage stage = Stage.NEW;
    public int attempts;
    Instant dueAt;
    Instant lastCallAt = Instant.MIN;

    /** The pending reminder that the next call completes; null for none. */
    @Nullable String reminderId;

    public MockLead(String id, String name, String phone, ZoneId zone, Instant dueAt) {
        this.id = id;
        this.name = name;
        this.phone = phone;
        this.zone = zone;
        this.dueAt = dueAt;
    }

    /** A time about then at which the lead may be called; for promised callbacks. */
    Instant callableAround(Instant about, Random random) {
        ZonedDateTime there = about.atZone(zone);
        there = there.withHour(10 + random.nextInt(7)).withMinute(15 * random.nextInt(4));
        there = there.withSecond(0).withNano(0);
        while (there.getDayOfWeek() == DayOfWeek.SATURDAY
                || there.getDayOfWeek() == DayOfWeek.SUNDAY) {
            there = there.plusDays(1);
        }
        return there.toInstant();
    }
}
