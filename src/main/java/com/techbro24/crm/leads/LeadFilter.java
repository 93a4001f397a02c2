package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.Listing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

    /** Leads with any of the tags. */
    public LeadFilter tag(List<String> any) {
        if (!any.isEmpty()) {
            sql.and(
                    "row_number IN (SELECT lead_row FROM lead_tags WHERE tag_key IN ("
                            + String.join(", ", Collections.nCopies(any.size(), "?"))
                            + "))",
                    any.stream().map(Fold::of).toArray());
        }
        return this;
    }

    /** Leads with each of the tags. */
    public LeadFilter allTags(List<String> all) {
        all.forEach(tag -> tag(List.of(tag)));
        return this;
    }

    /** The score, both bounds included. */
    public LeadFilter score(@Nullable Integer min, @Nullable Integer max) {
        if (min != null) {
            sql.and("score >= ?", min);
        }
        if (max != null) {
            sql.and("score <= ?", max);
        }
        return this;
    }

    /** The value, both bounds included; leads without one have none. */
    public LeadFilter value(@Nullable Integer min, @Nullable Integer max) {
        // The index is of this expression.
        String column = "COALESCE(value, -1)";
        if (min != null || max != null) {
            sql.and(column + " >= ?", BigDecimal.valueOf(min == null ? 0 : min));
        }
        if (max != null) {
            sql.and(column + " <= ?", BigDecimal.valueOf(max));
        }
        return this;
    }

    /**
     * Leads with this value in a custom field. It has no index, so it reads the leads that the
     * other filters leave.
     *
     * @param value the normalized value, of the field's type
     */
    LeadFilter customField(String name, Object value, Dialect dialect) {
        String path = "'$.\"" + name + "\"'";
        boolean isLite = dialect == Dialect.SQLITE;
        String text =
                isLite
                        ? "json_extract(custom_fields, " + path + ")"
                        : "(custom_fields::jsonb ->> '" + name + "')";
        switch (value) {
            case Boolean truth ->
                    sql.and(
                            isLite
                                    ? text + (truth ? " = 1" : " = 0")
                                    : text + " = '" + truth + "'");
            case Number number -> {
                String type = isLite ? "REAL" : "NUMERIC";
                sql.and("CAST(%s AS %s) = CAST(? AS %s)".formatted(text, type, type), "" + number);
            }
            default -> sql.and(text + " = ?", value);
        }
        return this;
    }

    /** Leads that can be called now, or not. */
    LeadFilter callable(boolean isCallable, List<String> openLanes, Instant now) {
        String lanes = String.join(", ", Collections.nCopies(openLanes.size(), "?"));
        String open = openLanes.isEmpty() ? "1 = 0" : "call_zone IN (" + lanes + ")";
        String condition =
                "(call_tier IS NOT NULL AND (call_tier = "
                        + QueuePlace.Tier.FIRST_CALL.ordinal()
                        + " OR call_order <= ?) AND "
                        + open
                        + " AND "
                        + DoNotCallStore.LEAD_IS_CALLABLE
                        + ")";
        List<Object> values = new ArrayList<>(List.of(now.toEpochMilli()));
        values.addAll(openLanes);
        sql.and(isCallable ? condition : "NOT " + condition, values.toArray());
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
