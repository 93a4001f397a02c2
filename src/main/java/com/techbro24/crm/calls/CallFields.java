package com.techbro24.crm.calls;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of a call that an update may change. */
public record CallFields(
        @Nullable String agentId,
        @Nullable String leadId,
        @CallNumber @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String phone,
        @NotNull CallStatus status,
        @NotNull CallOutcome outcome,
        @Nullable Instant scheduledAt,
        @Min(0) @Max(SECONDS_MAX) @Nullable Integer ringSeconds,
        @Min(0) @Max(SECONDS_MAX) @Nullable Integer durationSeconds,
        @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String notes,
        @Pattern(regexp = URL, message = URL_RULE)
                @Size(max = URL_LENGTH_MAX)
                @Example("\"https://example.com/recordings/17\"")
                @Nullable String recordingUrl,
        @Nullable Instant callbackAt,
        @Example("\"sipgate\"") @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String provider,
        @Size(min = 1, max = Limits.NAME_LENGTH_MAX) @Nullable String providerCallId) {
    /** A day, the longest duration of a call. */
    static final int SECONDS_MAX = 86_400;

    static final int URL_LENGTH_MAX = 2_000;
    static final String URL_RULE = "must be a URL that starts with http:// or https://";
    static final String URL = "^https?://[^\\s<>\"]+$";
}
