package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.base.Entity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What telephony knows of a call beside the call itself.
 *
 * @param id the id of the call
 * @param outbound whether an agent calls the lead
 * @param number the number of the lead; empty for none
 * @param agentId the agent who calls, or who is rung now; null for nobody
 * @param agentNumber the number that is rung for the agent
 * @param rung the agents who were rung for an incoming call
 * @param heardAt when the provider was heard of last
 */
record TelephonyCall(
        String id,
        String provider,
        boolean outbound,
        String number,
        @Nullable String agentId,
        @Nullable String agentNumber,
        List<String> rung,
        State state,
        Instant createdAt,
        Instant heardAt)
        implements Entity {
    /** How far telephony is with it. */
    enum State {
        /** The provider is to be asked, or its answer was lost. */
        PLACING,
        /** The provider has it. */
        OPEN,
        /** Nothing more is expected but a recording. */
        ENDED
    }

    static TelephonyCall placing(
            String id, String provider, String number, Directory.Ringing agent, Instant now) {
        return new TelephonyCall(
                id,
                provider,
                true,
                number,
                agent.agentId(),
                agent.number(),
                List.of(),
                State.PLACING,
                now,
                now);
    }

    static TelephonyCall incoming(String id, String provider, String number, Instant now) {
        return new TelephonyCall(
                id, provider, false, number, null, null, List.of(), State.OPEN, now, now);
    }

    /** Rings an agent for an incoming call. */
    TelephonyCall ringing(Directory.Ringing agent, Instant now) {
        List<String> all = new ArrayList<>(rung);
        all.add(agent.agentId());
        return new TelephonyCall(
                id,
                provider,
                outbound,
                number,
                agent.agentId(),
                agent.number(),
                List.copyOf(all),
                state,
                createdAt,
                now);
    }

    /** The provider was heard of. */
    TelephonyCall heard(State next, Instant now) {
        return new TelephonyCall(
                id,
                provider,
                outbound,
                number,
                agentId,
                agentNumber,
                rung,
                state == State.ENDED ? state : next,
                createdAt,
                now);
    }

    @Override
    public int version() {
        return 1;
    }
}
