package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of {@code telephony_calls} and {@code call_legs}. */
final class TelephonyStore {
    private static final Columns<TelephonyCall> CALLS =
            Columns.of(MethodHandles.lookup(), TelephonyCall.class, "telephony_calls").build();

    private static final Columns<CallLeg> LEGS =
            Columns.of(MethodHandles.lookup(), CallLeg.class, "call_legs").build();

    private TelephonyStore() {}

    static Optional<TelephonyCall> find(Tx tx, String callId) {
        return tx.first(CALLS.select() + " WHERE id = ?", CALLS::read, callId);
    }

    static void insert(Tx tx, TelephonyCall call) {
        CALLS.insert(tx, call);
    }

    static void update(Tx tx, TelephonyCall call) {
        CALLS.update(tx, call);
    }

    /** The calls of a provider that have not ended and were not heard of since, longest first. */
    static List<TelephonyCall> silentSince(Tx tx, String provider, Instant until, int rowsMax) {
        return tx.list(
                CALLS.select()
                        + " WHERE state <> 'ended' AND provider = ? AND heard_at <= ?"
                        + " ORDER BY heard_at LIMIT ?",
                CALLS::read,
                provider,
                until,
                rowsMax);
    }

    static Optional<CallLeg> leg(Tx tx, String provider, String id) {
        return tx.first(LEGS.select() + " WHERE provider = ? AND id = ?", LEGS::read, provider, id);
    }

    static List<CallLeg> legs(Tx tx, String callId) {
        return tx.list(LEGS.select() + " WHERE call_id = ? ORDER BY id", LEGS::read, callId);
    }

    /** Stores a leg, new or known. */
    static void save(Tx tx, CallLeg leg) {
        int updated =
                tx.update(
                        "UPDATE call_legs SET agent_id = ?, status = ?, answered_at = ?,"
                                + " duration_seconds = ?, note = ?, updated_at = ?"
                                + " WHERE provider = ? AND id = ?",
                        leg.agentId(),
                        leg.status(),
                        leg.answeredAt(),
                        leg.durationSeconds(),
                        leg.note(),
                        leg.updatedAt(),
                        leg.provider(),
                        leg.id());
        if (updated == 0) {
            LEGS.insert(tx, leg);
        }
    }
}
