package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.outbound.OutboundException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Who connects calls. Its methods block; they run on virtual threads, never in a transaction. */
interface TelephonyProvider {
    /** The name in {@code provider} of a call. */
    String name();

    /**
     * Rings the agent, who is then connected to the lead.
     *
     * @return the provider's id of the agent's leg; empty if it names none
     */
    Optional<String> dial(TelephonyCall call) throws OutboundException, RefusedException;

    /** What the provider knows of a call's legs now; empty if it cannot be asked. */
    List<CallLeg.Told> ask(TelephonyCall call, List<CallLeg> known)
            throws OutboundException, RefusedException;

    /** A recording. */
    Recording recording(URI address) throws OutboundException, RefusedException;

    /** The sound of a conversation. */
    record Recording(String contentType, byte[] bytes) {}

    /** The provider refused; asking again does not help. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
