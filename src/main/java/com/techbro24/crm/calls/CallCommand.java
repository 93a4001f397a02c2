package com.techbro24.crm.calls;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.Lead;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of calls. */
public sealed interface CallCommand extends Command {
    /**
     * A call that is planned, that rings right now, or that took place already and is noted down.
     *
     * @param agentId whose; {@code me} or nothing is the caller. One that comes in is its lead's
     *     agent's where nobody is named
     * @param leadId with whom; where it is not brought, the lead that has the phone
     * @param direction outbound, where it is not brought
     * @param phone the lead's, where it is not given; an internal number or {@code anonymous} for a
     *     call that came in from there
     * @param status scheduled or, for one that comes in, ringing, where it is not brought; never in
     *     progress, since a call is started by its own command
     */
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @Nullable String agentId,
            @Pattern(regexp = Id.PATTERN) @Nullable String leadId,
            @Nullable CallDirection direction,
            @CallNumber @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String phone,
            @Nullable CallStatus status,
            @Nullable CallOutcome outcome,
            @Nullable Instant scheduledAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Min(0) @Max(CallFields.SECONDS_MAX) @Nullable Integer ringSeconds,
            @Min(0) @Max(CallFields.SECONDS_MAX) @Nullable Integer durationSeconds,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String notes,
            @Pattern(regexp = CallFields.URL, message = CallFields.URL_SAID)
                    @Size(max = CallFields.URL_LENGTH_MAX)
                    @Example("\"https://example.com/recordings/17\"")
                    @Nullable String recordingUrl,
            @Nullable Instant callbackAt,
            @Example("\"sipgate\"") @Size(min = 1, max = Limits.WORD_LENGTH_MAX)
                    @Nullable String provider,
            @Size(min = 1, max = Limits.NAME_LENGTH_MAX) @Nullable String providerCallId)
            implements CallCommand {}

    /**
     * Notes down calls that took place elsewhere, each at its own time. Their leads stay as they
     * are, until they are summed up.
     *
     * @param calls that are over; each with its lead, its phone and, where it had one, its agent
     */
    record NotePast(@Size(min = 1) List<Create> calls) implements CallCommand {}

    /** How many calls were noted down. */
    record Noted(int calls) {}

    /** Applies all past calls of a lead to it; each change of its status is a change of its own. */
    record SumUp(@NotBlank String leadId) implements CallCommand {}

    /** Changes the brought fields; a status among them is a step, an outcome has its effects. */
    record Update(@NotBlank String id, Patch<CallFields> fields) implements CallCommand {}

    record Delete(@NotBlank String id) implements CallCommand {}

    record Restore(@NotBlank String id) implements CallCommand {}

    /**
     * Dials, lets ring or takes a call; its agent is on a call from now on.
     *
     * @param status ringing or in progress; the latter, where it is not brought
     * @param override whether a manager sets aside the calling rules
     * @param overrideReason why; needed for it
     * @param providerCallId makes a provider's repeated report harmless
     */
    record Start(
            @NotBlank String id,
            @Nullable CallStatus status,
            @Nullable Boolean override,
            @Example("\"She asked to be called this late.\"") @Size(max = Limits.NAME_LENGTH_MAX)
                    @Nullable String overrideReason,
            @Example("\"sipgate\"") @Size(min = 1, max = Limits.WORD_LENGTH_MAX)
                    @Nullable String provider,
            @Size(min = 1, max = Limits.NAME_LENGTH_MAX) @Nullable String providerCallId)
            implements CallCommand {}

    /**
     * Ends a call, with what came of it where that is known by now.
     *
     * @param status how it ended; where it is not brought, completed, or not answered where it only
     *     rang
     * @param durationSeconds of talk; measured from the answer, where it is not brought
     * @param callbackAt when the lead wants to be called again
     * @param providerCallId makes a provider's repeated report harmless
     */
    record End(
            @NotBlank String id,
            @Nullable CallStatus status,
            @Nullable CallOutcome outcome,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String notes,
            @Min(0) @Max(CallFields.SECONDS_MAX) @Nullable Integer durationSeconds,
            @Nullable Instant callbackAt,
            @Example("\"sipgate\"") @Size(min = 1, max = Limits.WORD_LENGTH_MAX)
                    @Nullable String provider,
            @Size(min = 1, max = Limits.NAME_LENGTH_MAX) @Nullable String providerCallId)
            implements CallCommand {}

    /** The agent has written up what there was to write, and is available again. */
    record FinishWrapUp(@NotBlank String id) implements CallCommand {}

    /** Closes a call whose end nobody reported for too long; leaves every other one alone. */
    record TimeOut(@NotBlank String id) implements CallCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "call.create",
                    Create.class,
                    Call.class,
                    Role.EVERYONE,
                    "Plan a call, report one that rings, or note one down that took place.");
    CommandType<NotePast> NOTE_PAST =
            CommandType.of(
                    "call.note_past",
                    NotePast.class,
                    Noted.class,
                    Role.NOBODY,
                    "Note down calls that took place elsewhere, and leave their leads as they are.");
    CommandType<SumUp> SUM_UP =
            CommandType.of(
                    "call.sum_up",
                    SumUp.class,
                    Lead.class,
                    Role.NOBODY,
                    "Apply all past calls of a lead to it, each status at its own time.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "call.update",
                    Update.class,
                    Call.class,
                    Role.EVERYONE,
                    "Change the brought fields of a call; a status is a step.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "call.delete", Delete.class, Call.class, Role.EVERYONE, "Delete a call.");
    CommandType<Restore> RESTORE =
            CommandType.of(
                    "call.restore",
                    Restore.class,
                    Call.class,
                    Role.MANAGERS,
                    "Bring a deleted call back.");
    CommandType<Start> START =
            CommandType.of(
                    "call.start",
                    Start.class,
                    Call.class,
                    Role.EVERYONE,
                    "Start a call; the calling rules hold unless a manager overrides them.");
    CommandType<End> END =
            CommandType.of(
                    "call.end",
                    End.class,
                    Call.class,
                    Role.EVERYONE,
                    "End a call, with what came of it.");
    CommandType<FinishWrapUp> FINISH_WRAP_UP =
            CommandType.of(
                    "call.finish_wrap_up",
                    FinishWrapUp.class,
                    Call.class,
                    Role.EVERYONE,
                    "Be done with a call that has ended, and available for the next.");
    CommandType<TimeOut> TIME_OUT =
            CommandType.of(
                    "call.time_out",
                    TimeOut.class,
                    Call.class,
                    Role.NOBODY,
                    "Close a call whose end nobody reported within the time set for it.");

    List<CommandType<? extends CallCommand>> TYPES =
            List.of(
                    CREATE,
                    NOTE_PAST,
                    SUM_UP,
                    UPDATE,
                    DELETE,
                    RESTORE,
                    START,
                    END,
                    FINISH_WRAP_UP,
                    TIME_OUT);
}
