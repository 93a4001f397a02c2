package com.techbro24.crm.queue;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotBlank;
import java.util.List;

/** What can be asked of the queue of leads that wait for a call. */
public sealed interface NextLeadCommand extends Command {
    /** Hands the caller the best lead to call now, and keeps it from others for a while. */
    record ClaimNext() implements NextLeadCommand {}

    /** Gives the lead back that the caller holds. */
    record Release() implements NextLeadCommand {}

    /** Ends the claim of an agent that has let its time pass; given by {@link ClaimTimer}. */
    record EndClaim(@NotBlank String agentId) implements NextLeadCommand {}

    CommandType<ClaimNext> CLAIM_NEXT =
            CommandType.of(
                    "lead.claim_next",
                    ClaimNext.class,
                    NextLead.class,
                    Role.EVERYONE,
                    "The best lead for the caller to call now, kept for it for a while.");
    CommandType<Release> RELEASE =
            CommandType.of(
                    "lead.release_claim",
                    Release.class,
                    Void.class,
                    Role.EVERYONE,
                    "Give back the lead that was handed out last; one that was drawn from the pool"
                            + " and left as it was returns there.");
    CommandType<EndClaim> END_CLAIM =
            CommandType.of(
                    "lead.end_claim",
                    EndClaim.class,
                    Void.class,
                    Role.NOBODY,
                    "Give back the lead of an agent whose claim has ended; only the program itself"
                            + " does this.");

    List<CommandType<? extends NextLeadCommand>> TYPES = List.of(CLAIM_NEXT, RELEASE, END_CLAIM);
}
