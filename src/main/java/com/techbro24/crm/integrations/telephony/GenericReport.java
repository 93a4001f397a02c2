package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a telephone system tells of a call.
 *
 * @param providerCallId the system's id of the call
 * @param callId the id of a call that the CRM asked for; null for a call from outside
 * @param from the number of whoever calls from outside; null if it is not shown
 * @param agentId who takes a call from outside; null if that is not known
 * @param sequence counts what is told of a call, so that each word counts once; null to count each
 *     status once
 * @param at when it happened; null for now
 * @param durationSeconds the talk time
 * @param recordingUrl where its recording is
 */
@Example(
        """
        {"providerCallId":"pbx-1754","status":"ringing","from":"+4930901820","sequence":1}
        """)
record GenericReport(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String providerCallId,
        @Pattern(regexp = Id.PATTERN) @Nullable String callId,
        @NotNull GenericStatus status,
        @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String from,
        @Pattern(regexp = Id.PATTERN) @Nullable String agentId,
        @Min(0) @Max(Integer.MAX_VALUE) @Nullable Integer sequence,
        @Nullable Instant at,
        @Min(0) @Max(86_400) @Nullable Integer durationSeconds,
        @Pattern(
                        regexp = "^https?://[^\\s<>\"]+$",
                        message = "must be a URL that starts with http:// or https://")
                @Size(max = 2_000)
                @Example("\"https://example.com/recordings/17\"")
                @Nullable String recordingUrl) {}
