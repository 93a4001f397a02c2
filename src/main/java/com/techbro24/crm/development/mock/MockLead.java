package com.techbro24.crm.development.mock;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The state of a lead in the mock history, as far as its agent's next step depends on it. */
public final class MockLead {
    /** How it stands, in the few words that decide who is called next and what comes of it. */
    public enum Standing {
        FRESH,
        WARM,
        KEEN,
        BARGAINING,
        LOST,
        SOLD
    }

    public final String id;
    public final String name;
    final String phone;
    final ZoneId zone;
    public Standing standing = Standing.FRESH;
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
}
