package com.techbro24.crm.leads;

import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.function.Predicate;

/** The calling hours, which another room has: whether the leads of a lane may be called. */
@FunctionalInterface
public interface OpenLanes {
    /** The lanes that are open at this time. */
    Predicate<QueueLane> at(Tx tx, Instant now);
}
