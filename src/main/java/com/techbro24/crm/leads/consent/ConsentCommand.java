package com.techbro24.crm.leads.consent;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Phone;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of the ledger of consent. */
public sealed interface ConsentCommand extends Command {
    /**
     * What a lead allowed or forbade. An entry about calls is what stands on the lead from then on.
     *
     * @param id the lead
     * @param channel how the lead is contacted; do-not-call is about {@code call} only
     * @param basis the legal basis, such as {@code consent} or {@code legitimate_interest};
     *     required to grant, and not allowed otherwise
     * @param source where it was said
     * @param at when it was said; null for now
     * @param evidence what proves it: a text, a link, the id of a message or a call
     */
    @Example(
            """
            {"channel":"sms","action":"granted","basis":"consent","source":"website",
             "evidence":"Form 17, ticked by the customer"}
            """)
    record RecordConsent(
            @NotBlank String id,
            @NotNull ConsentChannel channel,
            @NotNull ConsentAction action,
            @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String basis,
            @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String source,
            @Nullable Instant at,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String evidence)
            implements ConsentCommand {}

    /**
     * What somebody with a number or an email allowed or forbade: an entry for each lead with it.
     *
     * @param phone the number; exactly one of phone and email is provided
     */
    record RecordContactConsent(
            @Phone @Size(max = Limits.PHONE_LENGTH_MAX) @Nullable String phone,
            @Email @Size(max = Limits.EMAIL_LENGTH_MAX) @Nullable String email,
            @NotNull ConsentChannel channel,
            @NotNull ConsentAction action,
            @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String basis,
            @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String source,
            @Nullable Instant at,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String evidence)
            implements ConsentCommand {}

    /**
     * The leads for which it was recorded.
     *
     * @param leadIds their ids, the oldest lead first
     */
    record Recorded(List<String> leadIds) {}

    CommandType<RecordConsent> RECORD =
            CommandType.of(
                    "lead.record_consent",
                    RecordConsent.class,
                    ConsentEntry.class,
                    Role.EVERYONE,
                    "Record that a lead gave or withdrew its consent, or must not be called.");
    CommandType<RecordContactConsent> RECORD_OF_CONTACT =
            CommandType.of(
                    "lead.record_consent_of_contact",
                    RecordContactConsent.class,
                    Recorded.class,
                    Role.NOBODY,
                    "Record consent for all leads with a number or an email. Internal.");

    List<CommandType<? extends ConsentCommand>> TYPES = List.of(RECORD, RECORD_OF_CONTACT);
}
