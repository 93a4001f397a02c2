package com.techbro24.crm.sync;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Rows that clients only read, and all of which they need to work alone, such as the outcomes of
 * calls. They are few, so a sync sends all of them.
 *
 * @param name as in paths, {@code call-outcomes}
 * @param rows what a caller sees
 */
public record Reference(String name, BiFunction<Tx, Caller, List<?>> rows) {}
