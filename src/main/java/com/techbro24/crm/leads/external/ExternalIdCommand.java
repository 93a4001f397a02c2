package com.techbro24.crm.leads.external;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadFields;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of external ids. */
public sealed interface ExternalIdCommand extends Command {
    /**
     * Creates the lead with this id of another system, or changes the provided fields of it.
     *
     * @param system the other system
     * @param key the id there
     * @param allowDuplicate creates it even if a lead with this telephone number or email exists
     * @param linkDuplicate takes an existing lead that has this telephone number or email, instead
     *     of refusing the request as a duplicate
     */
    @Example("{\"name\":\"Ada Lovelace\",\"phone\":\"+49 30 901820\"}")
    record Upsert(
            @NotBlank @Pattern(regexp = ExternalId.SYSTEM, message = ExternalId.SYSTEM_RULE)
                    String system,
            @NotBlank @Size(max = ExternalId.LENGTH_MAX) String key,
            Patch<LeadFields> fields,
            @Nullable Boolean allowDuplicate,
            @Nullable Boolean linkDuplicate)
            implements ExternalIdCommand {}

    /**
     * Gives a lead an id of another system.
     *
     * @param system the other system
     * @param key the id there
     */
    record Link(
            @NotBlank String id,
            @NotBlank
                    @Pattern(regexp = ExternalId.SYSTEM, message = ExternalId.SYSTEM_RULE)
                    @Example("\"shop\"")
                    String system,
            @NotBlank @Size(max = ExternalId.LENGTH_MAX) @Example("\"customer-0815\"") String key)
            implements ExternalIdCommand {}

    /** Forgets the id; the lead stays. */
    record Unlink(@NotBlank String system, @NotBlank String key) implements ExternalIdCommand {}

    CommandType<Upsert> UPSERT =
            CommandType.of(
                    "lead.upsert_external",
                    Upsert.class,
                    Lead.class,
                    Role.EVERYONE,
                    "Create the lead that has this id in another system, or change the provided"
                            + " fields of it. Repeating the request changes nothing.");
    CommandType<Link> LINK =
            CommandType.of(
                    "lead.link_external",
                    Link.class,
                    ExternalId.class,
                    Role.EVERYONE,
                    "Give a lead the id that it has in another system. An id belongs to one lead.");
    CommandType<Unlink> UNLINK =
            CommandType.of(
                    "lead.unlink_external",
                    Unlink.class,
                    ExternalId.class,
                    Role.EVERYONE,
                    "Forget the id that a lead has in another system; the lead stays.");

    List<CommandType<? extends ExternalIdCommand>> TYPES = List.of(UPSERT, LINK, UNLINK);
}
