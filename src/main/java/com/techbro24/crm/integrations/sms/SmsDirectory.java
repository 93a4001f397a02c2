package com.techbro24.crm.integrations.sms;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What SMS reads of leads; the wiring provides it. */
public interface SmsDirectory {
    /**
     * A lead, as SMS needs it.
     *
     * @param number in E.164 form; null if it has none that can be dialled from abroad
     * @param refusal why it must not get messages; null if it may
     */
    record LeadView(
            String id,
            String name,
            @Nullable String agentId,
            @Nullable String number,
            @Nullable String refusal) {}

    /** The lead, if the caller may change it; otherwise a problem. */
    LeadView lead(Tx tx, String leadId, Caller caller);

    /** The leads with a number that are not deleted, the oldest first. */
    List<LeadView> leadsOf(Tx tx, String number);

    /** Why a lead must not get messages now; empty if it may. */
    Optional<String> refusal(Tx tx, String leadId);

    /** Why a notification need not be sent any more; empty if it is still wanted. */
    Optional<String> unwanted(Tx tx, String notificationId);

    /** When a message to the lead may leave: now, or at the next opening; empty for no lead. */
    Optional<Instant> opensAt(Tx tx, String leadId, Instant now);
}
