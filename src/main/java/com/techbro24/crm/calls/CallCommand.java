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

/** The commands of calls. */
public sealed interface CallCommand extends Command {
    /**
     * A new call: scheduled, ringing now, or already over.
     *
     * @param agentId the agent; {@code me} or null is the caller. An incoming call defaults to the
     *     agent of its lead
     * @param leadId the lead; defaults to the lead with this phone
     * @param direction defaults to outbound
     * @param phone defaults to the lead's; an incoming call may have an internal number or {@code
     *     anonymous}
     * @param status defaults to scheduled, or to ringing for an incoming call; never in progress,
     *     because call.start starts a call
     */
    @Example(
            """
            {"leadId":"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17",
             "scheduledAt":"2099-01-31T09:00:00.000Z"}
            """)
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
            @Pattern(regexp = CallFields.URL, message = CallFields.URL_RULE)
                    @Size(max = CallFields.URL_LENGTH_MAX)
                    @Example("\"https://example.com/recordings/17\"")
                    @Nullable String recordingUrl,
            @Nullable Instant callbackAt,
            @Example("\"sipgate\"") @Size(min = 1, max = Limits.WORD_LENGTH_MAX)
                    @Nullable String provider,
            @Size(min = 1, max = Limits.NAME_LENGTH_MAX) @Nullable String providerCallId)
            implements CallCommand {}

    /**
     * Records past calls, each at its own time. Their leads stay unchanged until {@link ApplyPast}.
     *
     * @param calls finished calls; each with its lead, its phone and its agent, if any
     */
    record RecordPast(@Size(min = 1) List<Create> calls) implements CallCommand {}

    /** The number of recorded calls. */
    record Recorded(int calls) {}

    /** Applies all past calls of a lead to it; each status change is a separate change. */
    record ApplyPast(@NotBlank String leadId) implements CallCommand {}

    /**
     * Changes the provided fields; a status must be an allowed transition, an outcome affects the
     * lead.
     */
    @Example("{\"notes\":\"Prefers to be called in the morning.\"}")
    record Update(@NotBlank String id, Patch<CallFields> fields) implements CallCommand {}

    record Delete(@NotBlank String id) implements CallCommand {}

    record Restore(@NotBlank String id) implements CallCommand {}

    /**
     * Dials, rings or answers a call; its agent is then on a call.
     *
     * @param status ringing or in progress; defaults to in progress
     * @param override whether a manager overrides the calling rules
     * @param overrideReason the reason; required with override
     * @param providerCallId makes repeated reports of a provider idempotent
     */
    @Example("{\"status\":\"in_progress\"}")
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
     * Ends a call, optionally with its outcome.
     *
     * @param status the final status; defaults to completed, or to not answered if it only rang
     * @param durationSeconds the talk time; defaults to the time since the answer
     * @param callbackAt when the lead wants to be called back
     * @param providerCallId makes repeated reports of a provider idempotent
     */
    @Example("{\"outcome\":\"interested\",\"notes\":\"Wants an offer by Friday.\"}")
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

    /**
     * What a telephony provider reports of a call; a step that the call cannot take is noted.
     *
     * @param agentId who takes an incoming call; null if that is not known
     * @param at when it happened; null for now
     */
    record Report(
            @NotBlank String id,
            @Nullable CallStatus status,
            @Nullable String agentId,
            @Nullable Instant at,
            @Min(0) @Max(CallFields.SECONDS_MAX) @Nullable Integer durationSeconds,
            @Pattern(regexp = CallFields.URL, message = CallFields.URL_RULE)
                    @Size(max = CallFields.URL_LENGTH_MAX)
                    @Nullable String recordingUrl,
            @Size(min = 1, max = Limits.WORD_LENGTH_MAX) @Nullable String provider,
            @Size(min = 1, max = Limits.NAME_LENGTH_MAX) @Nullable String providerCallId)
            implements CallCommand {}

    /**
     * The call after a report.
     *
     * @param note why the report, or a part of it, was not taken; null if it was
     */
    record Reported(Call call, @Nullable String note) {}

    /** Ends the wrap-up; the agent is available again. */
    record FinishWrapUp(@NotBlank String id) implements CallCommand {}

    /** Closes a call whose end was not reported in time; ignores other calls. */
    record TimeOut(@NotBlank String id) implements CallCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "call.create",
                    Create.class,
                    Call.class,
                    Role.EVERYONE,
                    "Schedule a call, report a ringing one, or record a past one.");
    CommandType<RecordPast> RECORD_PAST =
            CommandType.of(
                    "call.record_past",
                    RecordPast.class,
                    Recorded.class,
                    Role.NOBODY,
                    "Record past calls without changing their leads. Internal.");
    CommandType<ApplyPast> APPLY_PAST =
            CommandType.of(
                    "call.apply_past",
                    ApplyPast.class,
                    Lead.class,
                    Role.NOBODY,
                    "Apply all past calls of a lead to it, each status at its own time. Internal.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "call.update",
                    Update.class,
                    Call.class,
                    Role.EVERYONE,
                    "Change the provided fields of a call; a status must be an allowed"
                            + " transition.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "call.delete", Delete.class, Call.class, Role.EVERYONE, "Delete a call.");
    CommandType<Restore> RESTORE =
            CommandType.of(
                    "call.restore",
                    Restore.class,
                    Call.class,
                    Role.MANAGERS,
                    "Restore a deleted call.");
    CommandType<Start> START =
            CommandType.of(
                    "call.start",
                    Start.class,
                    Call.class,
                    Role.EVERYONE,
                    "Start a call; the calling rules apply unless a manager overrides them.");
    CommandType<End> END =
            CommandType.of(
                    "call.end",
                    End.class,
                    Call.class,
                    Role.EVERYONE,
                    "End a call, optionally with its outcome.");
    CommandType<FinishWrapUp> FINISH_WRAP_UP =
            CommandType.of(
                    "call.finish_wrap_up",
                    FinishWrapUp.class,
                    Call.class,
                    Role.EVERYONE,
                    "Finish the wrap-up of a call, and become available.");
    CommandType<Report> REPORT =
            CommandType.of(
                    "call.report",
                    Report.class,
                    Reported.class,
                    Role.NOBODY,
                    "Take what a telephony provider reports of a call. Internal.");
    CommandType<TimeOut> TIME_OUT =
            CommandType.of(
                    "call.time_out",
                    TimeOut.class,
                    Call.class,
                    Role.NOBODY,
                    "Close a call whose end was not reported in time. Internal.");

    List<CommandType<? extends CallCommand>> TYPES =
            List.of(
                    CREATE,
                    RECORD_PAST,
                    APPLY_PAST,
                    UPDATE,
                    DELETE,
                    RESTORE,
                    START,
                    END,
                    FINISH_WRAP_UP,
                    REPORT,
                    TIME_OUT);
}
