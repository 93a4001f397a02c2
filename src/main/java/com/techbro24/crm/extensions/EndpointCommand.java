package com.techbro24.crm.extensions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Patch;
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

/** The commands of endpoints; for admins. */
public sealed interface EndpointCommand extends Command {
    /**
     * An endpoint of the team's own.
     *
     * @param name the last part of its path
     * @param description what it does, for people
     * @param url the receiver: an https URL of another network
     * @param roles who may use it; default: everyone
     * @param schema the JSON Schema of its input; default: any object
     * @param timeout how long the receiver may take; default: five seconds
     */
    record Create(
            @NotBlank
                    @Pattern(regexp = CustomEndpoint.NAME, message = CustomEndpoint.NAME_RULE)
                    @Example("\"quote\"")
                    String name,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String description,
            @NotBlank
                    @Size(max = AddressGuard.LENGTH_MAX)
                    @Example("\"https://tools.example.com/quote\"")
                    String url,
            @Size(min = 1, max = 3) @Nullable List<@NotNull Role> roles,
            @Example(
                            "{\"type\":\"object\",\"required\":[\"leadId\"],\"properties\":"
                                    + "{\"leadId\":{\"type\":\"string\"}}}")
                    @Nullable ObjectNode schema,
            @DurationMin(seconds = 1)
                    @DurationMax(seconds = EndpointFields.SECONDS_MAX)
                    @Example("\"PT5S\"")
                    @Nullable Duration timeout)
            implements EndpointCommand {}

    /** Changes the provided fields. */
    record Update(@NotBlank String id, Patch<EndpointFields> fields) implements EndpointCommand {}

    /** Makes another secret; the one before is void at once. */
    record RotateSecret(@NotBlank String id) implements EndpointCommand {}

    /** Deletes an endpoint. */
    record Delete(@NotBlank String id) implements EndpointCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "endpoint.create",
                    Create.class,
                    CustomEndpoint.class,
                    Role.ADMINS,
                    "Create an endpoint of your own: requests to `POST /api/x/<name>` are"
                            + " authenticated, validated, signed and forwarded to your receiver.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "endpoint.update",
                    Update.class,
                    CustomEndpoint.class,
                    Role.ADMINS,
                    "Change the provided fields of an endpoint.");
    CommandType<RotateSecret> ROTATE_SECRET =
            CommandType.of(
                    "endpoint.rotate_secret",
                    RotateSecret.class,
                    EndpointSecret.class,
                    Role.ADMINS,
                    "Make a secret for an endpoint, shown once; the one before is void at once.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "endpoint.delete",
                    Delete.class,
                    CustomEndpoint.class,
                    Role.ADMINS,
                    "Delete an endpoint.");

    List<CommandType<? extends EndpointCommand>> TYPES =
            List.of(CREATE, UPDATE, ROTATE_SECRET, DELETE);
}
