package com.techbro24.crm.leads.consent;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the ledger of consent; it is never changed.
 *
 * @param createdAt when it was written; entries of a lead are in this order
 * @param leadId the lead; of a merged lead, the one that it was then
 * @param channel how the lead is contacted; do-not-call is about calls
 * @param basis the legal basis of what was granted, such as {@code consent}; null otherwise
 * @param source where it was said, such as {@code website} or {@code sms}
 * @param at when it was said
 * @param evidence what proves it: a text, a link, the id of a message or a call
 * @param actor the agent who recorded it; null for the system
 * @param via what acted on behalf of the actor, {@code rule:<id>}, {@code import:<id>} or {@code
 *     bulk:<id>}; null if the actor acted directly
 */
public record ConsentEntry(
        String id,
        Instant createdAt,
        String leadId,
        ConsentChannel channel,
        ConsentAction action,
        @Example("\"consent\"") @Nullable String basis,
        @Example("\"website\"") @Nullable String source,
        Instant at,
        @Example("\"Form 17, ticked by the customer\"") @Nullable String evidence,
        @Nullable String actor,
        @Nullable String via)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "consent";

    /** The type of the row whose timeline lists it. */
    private static final String LEAD = "lead";

    /**
     * What is to be recorded.
     *
     * @param at null for now
     */
    public record Said(
            ConsentChannel channel,
            ConsentAction action,
            @Nullable String basis,
            @Nullable String source,
            @Nullable Instant at,
            @Nullable String evidence) {}

    public static ConsentEntry of(String leadId, Said said, Context context) {
        return new ConsentEntry(
                Id.next(),
                context.now(),
                leadId,
                said.channel(),
                said.action(),
                said.basis(),
                said.source(),
                said.at() == null ? context.now() : said.at(),
                said.evidence(),
                context.caller().agentId(),
                context.via());
    }

    /** The same entry, written no earlier than the one before it. */
    ConsentEntry notBefore(Instant earliest) {
        return createdAt.isBefore(earliest)
                ? new ConsentEntry(
                        id, earliest, leadId, channel, action, basis, source, at, evidence, actor,
                        via)
                : this;
    }

    /** An entry is never changed. */
    @Override
    public int version() {
        return 1;
    }

    @Override
    public @Nullable Subject subject() {
        return Subject.of(LEAD, leadId);
    }
}
