package com.techbro24.crm.integrations.telephony;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a report.
 *
 * @param callId the id of the call in the CRM
 * @param note why the report, or a part of it, was not taken; null if it was
 * @param ring who is to be rung for a call from outside that rings, the first one first; nobody for
 *     a call that is missed
 */
record GenericReply(String callId, @Nullable String note, List<Agent> ring) {
    /**
     * An agent to ring.
     *
     * @param number its telephone number, in E.164 form
     */
    record Agent(String agentId, String number) {}
}
