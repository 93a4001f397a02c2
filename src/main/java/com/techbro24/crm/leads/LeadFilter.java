package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Listing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a list of leads; it always includes only leads the caller can see. Each condition
 * is supported by an index; null or an empty list filters nothing.
 */
public final class LeadFilter {
    private final Listing.Filter sql = new Listing.Filter();
    private @Nullable String sort;

    /** Leads that are not deleted and that the caller can see. */
    public LeadFilter(Caller caller) {
        this(caller, false);
    }

    /**
     * @param deleted selects deleted leads instead; agents see none of these
     */
    public LeadFilter(Caller caller, boolean deleted) {
        sql.and(deleted ? "deleted_at IS NOT NULL" : "deleted_at IS NULL");
        if (deleted && caller.role() == Role.AGENT) {
            sql.and("1 = 0");
        }
        Visibility.where(sql, "assigned_agent_id", caller);
    }

    public LeadFilter status(List<LeadStatus> any) {
        sql.in("status", any);
        return this;
    }

    public LeadFilter category(List<LeadCategory> any) {
        sql.in("status_category", any);
        return this;
    }

    public LeadFilter priority(List<LeadPriority> any) {
        sql.in("priority_rank", any.stream().map(LeadPriority::ordinal).toList());
        return this;
    }

    public LeadFilter assignedTo(@Nullable String agentId) {
        return equal("assigned_agent_id", agentId);
    }

    public LeadFilter unassigned() {
        sql.and("assigned_agent_id IS NULL");
        return this;
    }

    public LeadFilter tag(@Nullable String tag) {
        if (tag != null) {
            sql.and(
                    "row_number IN (SELECT lead_row FROM lead_tags WHERE tag_key = ?)",
                    Fold.of(tag));
        }
        return this;
    }

    public LeadFilter source(@Nullable String source) {
        return equal("source", source);
    }

    public LeadFilter company(@Nullable String company) {
        return equal("company_key", company == null ? null : Fold.of(company));
    }

    public LeadFilter email(@Nullable String email) {
        return equal("email_key", email == null ? null : Fold.of(email));
    }

    /**
     * Leads with this number; if it has no extension, with any extension.
     *
     * @param contact in the form of {@link PhoneNumbers#contact}
     */
    public LeadFilter phone(@Nullable String contact) {
        if (contact != null) {
            List<String> forms = PhoneNumbers.forms(PhoneNumbers.e164Of(contact));
            sql.and("phone_e164 IN (?, ?)", forms.getFirst(), forms.getLast());
            equal("phone_extension", PhoneNumbers.extensionOf(contact));
        }
        return this;
    }

    public LeadFilter doNotCall(@Nullable Boolean doNotCall) {
        if (doNotCall != null) {
            sql.and(doNotCall ? "do_not_call" : "NOT do_not_call");
        }
        return this;
    }

    public LeadFilter created(@Nullable Instant from, @Nullable Instant to) {
        return span("created_at", "-createdAt", from, to);
    }

    public LeadFilter updated(@Nullable Instant from, @Nullable Instant to) {
        return span("updated_at", "-updatedAt", from, to);
    }

    /** Excludes leads without a follow-up. */
    public LeadFilter nextFollowUp(@Nullable Instant from, @Nullable Instant to) {
        if (from != null || to != null) {
            sql.and("next_follow_up_at IS NOT NULL");
        }
        return span(LeadColumns.FOLLOW_UP_IN_ORDER, "nextFollowUpAt", from, to);
    }

    /** A time filter also sets the default sort order. */
    private LeadFilter span(
            String column, String order, @Nullable Instant from, @Nullable Instant to) {
        sql.between(column, from, to);
        if (from != null || to != null) {
            sort = order;
        }
        return this;
    }

    private LeadFilter equal(String column, @Nullable String value) {
        if (value != null) {
            sql.and(column + " = ?", value);
        }
        return this;
    }

    /** The default sort order of the filter; null for that of the list. */
    @Nullable String sort() {
        return sort;
    }

    Listing.Filter sql() {
        return sql;
    }
}
