package com.techbro24.crm.automation.time;

import java.time.Instant;
import java.time.ZoneId;

/** Hours during which something may happen, such as calls or the runs of a rule. */
public interface OpeningHours {
    /** The first instant within the hours, not before {@code at}; {@code at} itself if inside. */
    Instant openingAtOrAfter(Instant at, ZoneId zone);
}
