package com.techbro24.crm.imports;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Verbatim;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.external.ExternalId;
import com.techbro24.crm.outbound.AddressGuard;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** The commands of schedules of imports; for managers and admins. */
public sealed interface ImportScheduleCommand extends Command {
    /**
     * A file to load again and again.
     *
     * @param name what it is, for people
     * @param url where the file is: an https URL of another network
     * @param authorization the header Authorization of the request; never shown
     * @param every the time between two requests
     * @param onDuplicate what to do with rows of existing leads; default: update
     * @param onBadCell what to do with rows that have a bad cell; default: refuse
     * @param assignedAgentId the agent of new leads whose row names none; default: the pool
     * @param columns a field for each column; - ignores one; default: detected from the header
     * @param conventions the formats of its numbers and times; default: detected
     * @param externalSystem the system whose ids the column externalId has
     */
    record Create(
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) @Example("\"The shop's customers\"")
                    String name,
            @NotBlank
                    @Size(max = AddressGuard.LENGTH_MAX)
                    @Example("\"https://shop.example.com/customers.csv\"")
                    String url,
            @Verbatim
                    @Size(max = ImportScheduleFields.SECRET_LENGTH_MAX)
                    @Example("\"Bearer s3cret\"")
                    @Nullable String authorization,
            @NotNull
                    @DurationMin(minutes = ImportScheduleFields.EVERY_MINUTES_MIN)
                    @DurationMax(days = ImportScheduleFields.EVERY_DAYS_MAX)
                    Duration every,
            @Nullable OnDuplicate onDuplicate,
            @Nullable OnBadCell onBadCell,
            @Pattern(regexp = Id.PATTERN) @Nullable String assignedAgentId,
            @Size(max = COLUMNS_MAX) @Example("[\"externalId\",\"name\",\"phone\"]")
                    @Nullable List<@NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String> columns,
            @Nullable ImportConventions conventions,
            @Pattern(regexp = ExternalId.SYSTEM, message = ExternalId.SYSTEM_RULE)
                    @Example("\"shop\"")
                    @Nullable String externalSystem)
            implements ImportScheduleCommand {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Create[" + name + "]";
        }
    }

    /** Changes the provided fields. */
    record Update(@NotBlank String id, Patch<ImportScheduleFields> fields)
            implements ImportScheduleCommand {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Update[" + id + "]";
        }
    }

    /** Loads the file now. */
    record Run(@NotBlank String id) implements ImportScheduleCommand {}

    /** Stops loading the file; what was imported stays. */
    record Delete(@NotBlank String id) implements ImportScheduleCommand {}

    /**
     * What became of a request.
     *
     * @param importId the import that it began; null if the file had not changed
     * @param etag of the file; null for none
     * @param problem why it failed; null if it did not
     * @param isFinal whether it would fail again
     */
    record Record(
            @NotBlank String id,
            @Nullable String importId,
            @Nullable String etag,
            @Nullable String problem,
            boolean isFinal)
            implements ImportScheduleCommand {}

    int COLUMNS_MAX = 300;

    CommandType<Create> CREATE =
            CommandType.of(
                    "import_schedule.create",
                    Create.class,
                    ImportSchedule.class,
                    Role.MANAGERS,
                    "Import a CSV file from a URL again and again. Each time is an import of its"
                            + " own, in your name; an unchanged file (ETag) is not imported.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "import_schedule.update",
                    Update.class,
                    ImportSchedule.class,
                    Role.MANAGERS,
                    "Change the provided fields of a schedule.");
    CommandType<Run> RUN =
            CommandType.of(
                    "import_schedule.run",
                    Run.class,
                    ImportSchedule.class,
                    Role.MANAGERS,
                    "Load the file of a schedule now, also if it is disabled.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "import_schedule.delete",
                    Delete.class,
                    ImportSchedule.class,
                    Role.MANAGERS,
                    "Delete a schedule; what was imported stays.");
    CommandType<Record> RECORD =
            CommandType.of(
                    "import_schedule.record",
                    Record.class,
                    ImportSchedule.class,
                    Role.NOBODY,
                    "Save what became of a scheduled import; internal.");

    List<CommandType<? extends ImportScheduleCommand>> TYPES =
            List.of(CREATE, UPDATE, RUN, DELETE, RECORD);
}
