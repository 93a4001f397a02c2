package com.techbro24.crm.integrations;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Verbatim;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
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

/** The commands of connections; for admins. */
public sealed interface IntegrationCommand extends Command {
    /**
     * A connection to another CRM.
     *
     * @param provider the other CRM
     * @param name what it is, for people
     * @param token the key of the other side; never shown
     * @param url the address of its API; default: the provider's
     * @param pushNew whether leads that are new here are created there; default: false
     * @param every the time between two runs; default: five minutes
     */
    record Create(
            @NotNull Provider provider,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) @Example("\"HubSpot of sales\"")
                    String name,
            @Verbatim
                    @NotBlank
                    @Size(max = IntegrationFields.TOKEN_LENGTH_MAX)
                    @Example("\"pat-eu1-0123\"")
                    String token,
            @Size(max = AddressGuard.LENGTH_MAX) @Example("\"https://api.example.com\"")
                    @Nullable String url,
            @Nullable Boolean pushNew,
            @DurationMin(minutes = 1) @DurationMax(days = 1) @Nullable Duration every)
            implements IntegrationCommand {
        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "Create[" + provider + "]";
        }
    }

    /** Changes the provided fields. */
    record Update(@NotBlank String id, Patch<IntegrationFields> fields)
            implements IntegrationCommand {
        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "Update[" + id + "]";
        }
    }

    /** Runs it now. */
    record Run(@NotBlank String id) implements IntegrationCommand {}

    /**
     * Decides about a record that could not be linked by itself.
     *
     * @param linkId the link
     * @param leadId the lead that it is; null to create another one
     */
    record Resolve(
            @NotBlank String id,
            @NotBlank @Pattern(regexp = Id.PATTERN) String linkId,
            @Pattern(regexp = Id.PATTERN) @Nullable String leadId)
            implements IntegrationCommand {}

    /** Ends it; nothing is deleted on either side. */
    record Delete(@NotBlank String id) implements IntegrationCommand {}

    /**
     * A run has ended.
     *
     * @param problem why it failed; null if it did not
     * @param after how long to wait; null for no such time
     * @param isFinal whether a person must do something first
     */
    record Record(
            @NotBlank String id,
            @Nullable String problem,
            @Nullable Duration after,
            boolean isFinal)
            implements IntegrationCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "integration.create",
                    Create.class,
                    Integration.class,
                    Role.ADMINS,
                    "Connect another CRM. It works with your rights.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "integration.update",
                    Update.class,
                    Integration.class,
                    Role.ADMINS,
                    "Change the provided fields of a connection.");
    CommandType<Run> RUN =
            CommandType.of(
                    "integration.run",
                    Run.class,
                    Integration.class,
                    Role.ADMINS,
                    "Run a connection now.");
    CommandType<Resolve> RESOLVE =
            CommandType.of(
                    "integration.resolve",
                    Resolve.class,
                    IntegrationLink.class,
                    Role.ADMINS,
                    "Decide about a record that could not be linked by itself: which lead it is, or"
                            + " that it is another one.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "integration.delete",
                    Delete.class,
                    Integration.class,
                    Role.ADMINS,
                    "Delete a connection; nothing is deleted on either side.");
    CommandType<Record> RECORD =
            CommandType.of(
                    "integration.record",
                    Record.class,
                    Integration.class,
                    Role.NOBODY,
                    "Save the end of a run; internal.");

    List<CommandType<? extends IntegrationCommand>> TYPES =
            List.of(CREATE, UPDATE, RUN, RESOLVE, DELETE, RECORD);
}
