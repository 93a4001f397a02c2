package com.techbro24.crm.leads;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Decimals;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.customfields.CustomValue;
import com.techbro24.crm.leads.search.SearchText;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Maps leads to the columns of {@code leads}. */
final class LeadColumns {
    /** The sort value of a lead without a follow-up: after all others. */
    private static final long FAR_MILLISECONDS = 253_402_300_799_999L;

    static final String FOLLOW_UP_IN_ORDER =
            "COALESCE(next_follow_up_at, " + FAR_MILLISECONDS + ")";

    /**
     * When a lead entered its status. The column is null only if an older version of the program
     * created the lead.
     */
    static final String STATUS_SINCE = "COALESCE(status_since, created_at)";

    static final Columns<Lead> COLUMNS =
            Columns.of(MethodHandles.lookup(), Lead.class, "leads")
                    .selectedAs("status_since", STATUS_SINCE)
                    .readBy("custom_fields", row -> customFields(row.text()))
                    .derived("name_key", lead -> Fold.of(lead.name()))
                    .derived("email_key", lead -> folded(lead.email()))
                    .derived("company_key", lead -> folded(lead.company()))
                    .derived(
                            "phone_extension",
                            lead -> PhoneNumbers.extension(lead.phone()).orElse(null))
                    .derived("priority_rank", lead -> lead.priority().rank())
                    .derived("search_text", lead -> SearchText.of(lead.searchFields()))
                    .derived("call_tier", lead -> inQueue(lead, place -> place.tier().number()))
                    .derived("call_zone", lead -> inQueue(lead, QueuePlace::lane))
                    .derived("call_order", lead -> inQueue(lead, QueuePlace::order))
                    .insertOnly("row_number", "brought_hash")
                    .build();

    static final String SELECT = COLUMNS.select();

    /** The columns whose rules a new version of the program may change. */
    private static final Set<String> DERIVED =
            Set.of(
                    "name_key",
                    "email_key",
                    "company_key",
                    "phone_e164",
                    "phone_extension",
                    "search_text");

    private LeadColumns() {}

    static void update(Tx tx, Lead before, Lead after) {
        if (after.status() == before.status()) {
            COLUMNS.updateChanged(tx, before, after);
        } else {
            COLUMNS.updateChanged(tx, before, after, "status_steps = status_steps + 1");
        }
    }

    /** Overwrites the columns of {@link #DERIVED}. */
    static void derive(Tx tx, Lead lead) {
        COLUMNS.update(tx, lead, DERIVED);
    }

    private static @Nullable Object inQueue(Lead lead, Function<QueuePlace, Object> value) {
        QueuePlace place = QueuePlace.of(lead);
        return place == null ? null : value.apply(place);
    }

    static @Nullable String folded(@Nullable String text) {
        return text == null ? null : Fold.of(text);
    }

    static Object valueInOrder(Lead lead) {
        return lead.value() == null ? -1L : Decimals.stored(lead.value());
    }

    static Object followUpInOrder(Lead lead) {
        Instant at = lead.nextFollowUpAt();
        return at == null ? FAR_MILLISECONDS : at.toEpochMilli();
    }

    /**
     * Restores the original types, so that a lead that was read equals the one that was written.
     */
    private static Map<String, Object> customFields(String stored) {
        if (stored.equals("{}")) {
            return Map.of();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        Json.read(stored)
                .properties()
                .forEach(field -> fields.put(field.getKey(), custom(field.getValue())));
        return Collections.unmodifiableMap(fields);
    }

    private static Object custom(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isIntegralNumber() && value.canConvertToLong()
                ? (Object) value.longValue()
                : CustomValue.number(value.decimalValue());
    }
}
