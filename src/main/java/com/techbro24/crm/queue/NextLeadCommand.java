package com.techbro24.crm.queue;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotBlank;
import java.util.List;

/** The commands of the call queue. */
public sealed interface NextLeadCommand extends Command {
    /** Claims the best lead to call now for the caller. */
    record ClaimNext() implements NextLeadCommand {}

    /** Releases the caller's claim. */
    record Release() implements NextLeadCommand {}

    /** Ends an agent's expired claim; sent by {@link ClaimTimer}. */
    record EndClaim(@NotBlank String agentId) implements NextLeadCommand {}

    CommandType<ClaimNext> CLAIM_NEXT =
            CommandType.of(
                    "lead.claim_next",
                    ClaimNext.class,
                    NextLead.class,
                    Role.EVERYONE,
                    "Claim the best lead to call now; it is reserved for the caller for a"
                            + " limited time. If there is none, `lead` is null, and the answer says"
                            + " why and when to ask again.");
    CommandType<Release> RELEASE =
            CommandType.of(
                    "lead.release_claim",
                    Release.class,
                    Void.class,
                    Role.EVERYONE,
                    "Release the claimed lead; an unchanged lead from the pool returns there.");
    CommandType<EndClaim> END_CLAIM =
            CommandType.of(
                    "lead.end_claim",
                    EndClaim.class,
                    Void.class,
                    Role.NOBODY,
                    "Release the lead of an agent whose claim has expired. Internal.");

    List<CommandType<? extends NextLeadCommand>> TYPES = List.of(CLAIM_NEXT, RELEASE, END_CLAIM);
}
