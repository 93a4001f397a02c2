package com.techbro24.crm.automation;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.changelog.Via;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sets off a rule: events, or a schedule.
 *
 * @param event one event; the same as {@code events} with one
 * @param events names of events, such as {@code lead.created}
 * @param changedFields for {@code *.updated}: only if one of these fields changed; empty for any
 * @param maxAge older events are not answered; null for a day
 * @param imports false to ignore what imports do; null for true
 * @param schedule null for events
 * @param each with a schedule: the type of the rows that it is applied to; null for one run without
 *     a row
 */
public record Trigger(
        @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String event,
        @Size(max = Trigger.EVENTS_MAX)
                @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> events,
        @Size(max = Trigger.FIELDS_MAX)
                @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> changedFields,
        @Nullable Duration maxAge,
        @Nullable Boolean imports,
        @Nullable Schedule schedule,
        @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String each) {
    static final int EVENTS_MAX = 10;
    static final int FIELDS_MAX = 50;
    static final Duration AGE_MAX = Duration.ofDays(1);
    private static final String IMPORT = "import:";

    /** The names of its events; empty with a schedule. */
    List<String> eventNames() {
        if (event != null) {
            return List.of(event);
        }
        return events == null ? List.of() : events;
    }

    List<String> fields() {
        return changedFields == null ? List.of() : changedFields;
    }

    Duration ageMax() {
        return maxAge == null ? AGE_MAX : maxAge;
    }

    /** Whether it answers a change that was made in this way; see {@code Submission#via}. */
    boolean accepts(@Nullable String via) {
        boolean isImport = via != null && via.startsWith(IMPORT);
        return !Via.isQuiet(via) && !(isImport && Boolean.FALSE.equals(imports));
    }
}
