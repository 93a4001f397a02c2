package com.techbro24.crm.development.mock;

import java.time.Instant;
import java.time.ZoneId;
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
}
