package com.techbro24.crm.automation;

import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.database.Tx;
import java.util.function.Predicate;

/** Reads the log from its end. */
final class LogScan {
    private static final int CHANGES_AT_ONCE = 500;
    private static final int CHANGES_MAX = 50_000;

    private LogScan() {}

    /** Shows the newest changes until the visitor has enough; returns how many were read. */
    static long backwards(Tx tx, ChangeReader reader, Predicate<Change> visitor) {
        long to = ChangeLog.head(tx);
        long scanned = 0;
        while (to > 0 && scanned < CHANGES_MAX) {
            long from = Math.max(0, to - CHANGES_AT_ONCE);
            for (Change change : reader.after(tx, from, CHANGES_AT_ONCE).reversed()) {
                if (change.seq() <= to) {
                    scanned++;
                    if (!visitor.test(change)) {
                        return scanned;
                    }
                }
            }
            to = from;
        }
        return scanned;
    }
}
