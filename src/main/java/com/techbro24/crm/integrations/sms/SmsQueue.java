package com.techbro24.crm.integrations.sms;

import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.NewMessage;
import com.techbro24.crm.outbound.Outbox;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queues messages, in the transaction of what causes them. */
public final class SmsQueue {
    /** The channel of messages and suppressions. */
    static final String CHANNEL = "sms";

    /** The field of a message's payload that has its text. */
    static final String TEXT = "text";

    private static final String LEAD = "lead";

    private final SmsDirectory directory;
    private final boolean isSetUp;

    /**
     * @param isSetUp whether a provider is set up
     */
    public SmsQueue(SmsDirectory directory, boolean isSetUp) {
        this.directory = directory;
        this.isSetUp = isSetUp;
    }

    /** Refuses if no provider is set up, and says what is missing. */
    void checkSetUp() {
        if (!isSetUp) {
            throw Problem.unprocessable(
                    "No SMS channel is set up: set CRM_TWILIO_ACCOUNT, or CRM_SMS_URL.");
        }
    }

    /**
     * Queues a message to a number. If a lead has it, the message is about the lead, and leaves in
     * its calling hours.
     *
     * @param agentId the agent who sends it; null for the server
     */
    public Message toNumber(
            Tx tx, String number, String text, @Nullable String agentId, Instant now) {
        checkSetUp();
        String e164 =
                PhoneNumbers.e164(number)
                        .orElseThrow(
                                () ->
                                        Problem.unprocessable(
                                                "%s is not a number that can be dialled from abroad."
                                                        .formatted(number)));
        Optional<SmsDirectory.LeadView> lead = directory.leadsOf(tx, e164).stream().findFirst();
        if (lead.isPresent()) {
            refuse(lead.get());
        }
        return add(tx, e164, text, lead.map(SmsDirectory.LeadView::id), agentId, now);
    }

    /** Queues a message to a lead. */
    Message toLead(
            Tx tx, SmsDirectory.LeadView lead, String text, @Nullable String agentId, Instant now) {
        checkSetUp();
        refuse(lead);
        String number = lead.number();
        if (number == null) {
            throw Problem.unprocessable("The lead has no number that can be dialled from abroad.");
        }
        return add(tx, number, text, Optional.of(lead.id()), agentId, now);
    }

    private static void refuse(SmsDirectory.LeadView lead) {
        if (lead.refusal() != null) {
            throw Problem.unprocessable(lead.refusal());
        }
    }

    private Message add(
            Tx tx,
            String number,
            String text,
            Optional<String> leadId,
            @Nullable String agentId,
            Instant now) {
        int segments = new SmsText(text).segments();
        if (segments > SmsText.SEGMENTS_MAX) {
            throw Problem.unprocessable(
                    "The text needs %d segments; a message has at most %d."
                            .formatted(segments, SmsText.SEGMENTS_MAX));
        }
        Map<String, @Nullable Object> payload = Map.of(TEXT, text, "segments", segments);
        NewMessage message = NewMessage.to(CHANNEL, number, payload).ofAgent(agentId);
        if (leadId.isPresent()) {
            Instant opens = directory.opensAt(tx, leadId.get(), now).orElse(now);
            message = message.about(LEAD, leadId.get()).due(opens);
        }
        return Outbox.add(tx, message, now);
    }
}
