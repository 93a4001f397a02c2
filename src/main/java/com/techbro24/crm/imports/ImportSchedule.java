package com.techbro24.crm.imports;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Via;
import com.techbro24.crm.http.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is loaded from a URL again and again, and imported in the name of whoever scheduled
 * it.
 *
 * @param agentId the agent who scheduled it
 * @param name what it is, for people
 * @param url where the file is
 * @param every the time between two requests
 * @param enabled whether it is loaded; false after ten failures in a row
 * @param onDuplicate what to do with rows of existing leads
 * @param onBadCell what to do with rows that have a bad cell
 * @param assignedAgentId the agent of new leads whose row names none; null for the pool
 * @param columns a field for each column; empty to use the header
 * @param conventions the formats of its numbers and times
 * @param externalSystem the system whose ids the column externalId has; null for none
 * @param nextAt when it is loaded next
 * @param lastAt when it was loaded last; null for never
 * @param lastImportId the last import that it began; null for none
 * @param failures how often it has failed in a row
 * @param problem why it failed last; null if it did not
 */
public record ImportSchedule(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String agentId,
        @Example("\"The shop's customers\"") String name,
        @Example("\"https://shop.example.com/customers.csv\"") String url,
        Duration every,
        boolean enabled,
        OnDuplicate onDuplicate,
        OnBadCell onBadCell,
        @Nullable String assignedAgentId,
        List<String> columns,
        ImportConventions conventions,
        @Example("\"shop\"") @Nullable String externalSystem,
        Instant nextAt,
        @Nullable Instant lastAt,
        @Nullable String lastImportId,
        int failures,
        @Nullable String problem)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "import_schedule";

    /** The name in error messages. */
    static final String NOUN = "schedule";

    /** After so many failures in a row it is disabled. */
    static final int FAILURES_MAX = 10;

    private static final Duration RETRY = Duration.ofMinutes(5);

    static ImportSchedule create(
            ImportScheduleCommand.Create with, String id, String agentId, Instant now) {
        return new ImportSchedule(
                id,
                1,
                now,
                now,
                agentId,
                with.name(),
                with.url(),
                with.every(),
                true,
                Objects.requireNonNullElse(with.onDuplicate(), OnDuplicate.UPDATE),
                Objects.requireNonNullElse(with.onBadCell(), OnBadCell.REFUSE),
                with.assignedAgentId(),
                with.columns() == null ? List.of() : List.copyOf(with.columns()),
                Objects.requireNonNullElse(with.conventions(), ImportConventions.NONE),
                with.externalSystem(),
                now,
                null,
                null,
                0,
                null);
    }

    /** Applies the provided fields; an enabled one is loaded at once. */
    ImportSchedule with(Patch<ImportScheduleFields> patch, Instant now) {
        ImportScheduleFields fields = patch.values();
        boolean on = patch.or("enabled", fields.enabled(), enabled);
        return new ImportSchedule(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                patch.or("name", fields.name(), name),
                patch.or("url", fields.url(), url),
                patch.or("every", fields.every(), every),
                on,
                onDuplicate,
                onBadCell,
                assignedAgentId,
                columns,
                conventions,
                externalSystem,
                on ? now : nextAt,
                lastAt,
                lastImportId,
                on ? 0 : failures,
                on ? null : problem);
    }

    /** Due now. */
    ImportSchedule due(Instant now) {
        return with(now, lastAt, lastImportId, failures, problem, enabled, now);
    }

    /**
     * After a request.
     *
     * @param importId the import that it began; null if the file had not changed
     */
    ImportSchedule loaded(@Nullable String importId, Instant now) {
        String last = importId == null ? lastImportId : importId;
        return with(now.plus(every), now, last, 0, null, enabled, now);
    }

    /** After a failure: tried again sooner than the next time, less often each time. */
    ImportSchedule failed(String why, boolean isFinal, Instant now) {
        int count = failures + 1;
        Duration wait = RETRY.multipliedBy(1L << Math.min(count - 1, 10));
        Duration next = wait.compareTo(every) < 0 ? wait : every;
        boolean on = enabled && !isFinal && count < FAILURES_MAX;
        return with(now.plus(next), now, lastImportId, count, why, on, now);
    }

    private ImportSchedule with(
            Instant next,
            @Nullable Instant last,
            @Nullable String importId,
            int count,
            @Nullable String why,
            boolean on,
            Instant now) {
        return new ImportSchedule(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                name,
                url,
                every,
                on,
                onDuplicate,
                onBadCell,
                assignedAgentId,
                columns,
                conventions,
                externalSystem,
                next,
                last,
                importId,
                count,
                why);
    }

    /** The options of each of its imports. */
    ImportPlan.Options options() {
        return new ImportPlan.Options(
                onDuplicate,
                onBadCell,
                assignedAgentId,
                columns,
                conventions,
                true,
                externalSystem);
    }

    /** The place to which the secret of a schedule is bound. */
    static String place(String id) {
        return Via.of(TYPE, id, true);
    }
}
