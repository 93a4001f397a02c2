package com.techbro24.crm.reminders;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Zone;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a reminder that an update may change. */
public record ReminderFields(
        @NotNull @Pattern(regexp = Id.PATTERN) String agentId,
        @Pattern(regexp = Id.PATTERN) @Nullable String leadId,
        @Nullable ReminderKind kind,
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String title,
        @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String description,
        @NotNull Instant dueAt,
        @NotNull @Zone String timezone,
        @NotNull ReminderPriority priority,
        @NotNull ReminderStatus status,
        @Example("\"FREQ=WEEKLY;BYDAY=MO\"") @Recurrence @Size(max = Rrule.LENGTH_MAX)
                @Nullable String recurrence,
        @Size(max = WARNINGS_MAX) @Nullable List<@Ahead Duration> remindBefore) {
    static final int WARNINGS_MAX = 5;
}
