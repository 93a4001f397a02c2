package com.techbro24.crm.leads.external;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.Lead;
import java.time.Instant;

/**
 * The id of a lead in another system.
 *
 * @param system the other system
 * @param key the id there
 */
public record ExternalId(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Example("\"shop\"") String system,
        @Example("\"customer-4711\"") String key,
        String leadId)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "external_id";

    /** The form of a system's name. */
    public static final String SYSTEM = "^[a-z0-9][a-z0-9_.-]{0,39}$";

    public static final String SYSTEM_RULE =
            "must be 1 to 40 characters: lower-case letters, digits, and . _ - after the first";

    /** The maximum length of an id of another system. */
    public static final int LENGTH_MAX = 200;

    static ExternalId of(String system, String key, String leadId, Instant now) {
        return new ExternalId(Id.next(), 1, now, now, system, key, leadId);
    }

    ExternalId movedTo(String otherLeadId, Instant now) {
        return new ExternalId(id, version + 1, createdAt, now, system, key, otherLeadId);
    }

    @Override
    public Subject subject() {
        return new Subject(Lead.TYPE, leadId);
    }
}
