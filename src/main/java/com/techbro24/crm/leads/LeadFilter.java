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
 * What a list of leads is narrowed to: first of all to what the caller may see. Each condition has
 * an index that serves it; null and an empty list narrow nothing.
 */
public final class LeadFilter {
    private final Listing.Filter sql = new Listing.Filter();
    private @Nullable String sort;

    /** The leads that stand and that the caller may see. */
    public LeadFilter(Caller caller) {
        this(caller, false);
    }

    /**
     * @param deleted instead those that are deleted, of which an agent sees none
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
     * Those with this number; of a number without an extension, those with any.
     *
     * @param contact as {@link PhoneNumbers#contact} writes it
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

    /** Leads without a follow-up are in no such span. */
    public LeadFilter nextFollowUp(@Nullable Instant from, @Nullable Instant to) {
        if (from != null || to != null) {
            sql.and("next_follow_up_at IS NOT NULL");
        }
        return span(LeadColumns.FOLLOW_UP_IN_ORDER, "nextFollowUpAt", from, to);
    }

    /**
     * Who asks for a span of time wants it in the order of that time, where nothing else is said.
     */
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

    /** The order that suits it; null for the list's own. */
    @Nullable String sort() {
        return sort;
    }

    Listing.Filter sql() {
        return sql;
    }
}
