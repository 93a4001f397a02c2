package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What telephony reads of agents, leads and calls; the wiring provides it. */
public interface Directory {
    /**
     * An agent whom telephony can ring.
     *
     * @param number in E.164 form
     */
    record Ringing(String agentId, String number) {}

    /**
     * A call, as telephony needs it.
     *
     * @param agentId the agent of the call; null for none
     * @param phone the number of the lead; null for none
     * @param isOpen whether it rings or goes on
     */
    record CallView(
            String id,
            @Nullable String agentId,
            @Nullable String phone,
            String status,
            boolean isOpen,
            @Nullable String provider,
            @Nullable String recordingUrl) {}

    /** How to ring the agent; empty without a telephone number, or if it is not active. */
    Optional<Ringing> agent(Tx tx, String agentId);

    /**
     * Who is to be rung for a call, the agent of the call first if it is available, then the others
     * who are available, longest waiting first.
     */
    List<Ringing> available(Tx tx, @Nullable String agentId);

    /** The call; empty if there is none. */
    Optional<CallView> call(Tx tx, String callId);

    /** The call, if the caller can see it; otherwise it is reported as not found. */
    CallView call(Tx tx, String callId, Caller caller);
}
