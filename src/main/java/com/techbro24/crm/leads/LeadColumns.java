package com.techbro24.crm.leads;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.database.Decimals;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.customfields.CustomValue;
import com.techbro24.crm.leads.search.SearchText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    static final String SELECT =
            "SELECT id, version, created_at, updated_at, deleted_at, name, phone,"
                    + " phone_e164, email, company, source, status, status_category,"
                    + " "
                    + STATUS_SINCE
                    + ", priority, score, score_by_hand, assigned_agent_id, required_skills, backlog_since, tags,"
                    + " custom_fields, notes, timezone, do_not_call, consent,"
                    + " value, currency, call_attempts, last_contacted_at, next_follow_up_at,"
                    + " converted_at, lost_reason, merged_into_id FROM leads";

    private static final List<String> COLUMNS =
            List.of(
                    "version",
                    "updated_at",
                    "deleted_at",
                    "name",
                    "name_key",
                    "phone",
                    "phone_e164",
                    "phone_extension",
                    "email",
                    "email_key",
                    "company",
                    "company_key",
                    "source",
                    "status",
                    "status_category",
                    "status_since",
                    "priority",
                    "priority_rank",
                    "score",
                    "score_by_hand",
                    "assigned_agent_id",
                    "required_skills",
                    "backlog_since",
                    "tags",
                    "custom_fields",
                    "notes",
                    "timezone",
                    "do_not_call",
                    "consent",
                    "value",
                    "currency",
                    "call_attempts",
                    "last_contacted_at",
                    "next_follow_up_at",
                    "converted_at",
                    "lost_reason",
                    "merged_into_id",
                    "search_text",
                    "call_tier",
                    "call_zone",
                    "call_order");

    static final String INSERT =
            "INSERT INTO leads ("
                    + String.join(", ", COLUMNS)
                    + ", id, created_at, row_number, brought_hash) VALUES ("
                    + String.join(", ", Collections.nCopies(COLUMNS.size() + 4, "?"))
                    + ")";

    private LeadColumns() {}

    /** Updates only changed columns, because each updated column rewrites its indexes. */
    static void update(Tx tx, Lead before, Lead after) {
        List<@Nullable Object> oldValues = values(before);
        List<@Nullable Object> newValues = values(after);
        List<String> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int index = 0; index < COLUMNS.size(); index++) {
            if (!Objects.equals(oldValues.get(index), newValues.get(index))) {
                columns.add(COLUMNS.get(index) + " = ?");
                values.add(newValues.get(index));
            }
        }
        if (after.status() != before.status()) {
            columns.add("status_steps = status_steps + 1");
        }
        values.add(after.id());
        tx.update(
                "UPDATE leads SET " + String.join(", ", columns) + " WHERE id = ?",
                values.toArray());
    }

    /** Overwrites all derived columns. */
    static void derive(Tx tx, Lead lead) {
        tx.update(
                "UPDATE leads SET name_key = ?, email_key = ?, company_key = ?, phone_e164 = ?,"
                        + " phone_extension = ?, search_text = ? WHERE id = ?",
                Fold.of(lead.name()),
                folded(lead.email()),
                folded(lead.company()),
                lead.phoneE164(),
                PhoneNumbers.extension(lead.phone()).orElse(null),
                SearchText.of(lead.searchFields()),
                lead.id());
    }

    /** The values of {@link #COLUMNS}, in their order. */
    static List<@Nullable Object> values(Lead lead) {
        List<@Nullable Object> values = new ArrayList<>(COLUMNS.size() + 4);
        values.add(lead.version());
        values.add(lead.updatedAt());
        values.add(lead.deletedAt());
        values.add(lead.name());
        values.add(Fold.of(lead.name()));
        values.add(lead.phone());
        values.add(lead.phoneE164());
        values.add(PhoneNumbers.extension(lead.phone()).orElse(null));
        values.add(lead.email());
        values.add(folded(lead.email()));
        values.add(lead.company());
        values.add(folded(lead.company()));
        values.add(lead.source());
        values.add(lead.status());
        values.add(lead.statusCategory());
        values.add(lead.statusSince());
        values.add(lead.priority());
        values.add(lead.priority().ordinal());
        values.add(lead.score());
        values.add(lead.scoreByHand());
        values.add(lead.assignedAgentId());
        values.add(lead.requiredSkills());
        values.add(lead.backlogSince());
        values.add(lead.tags());
        values.add(lead.customFields());
        values.add(lead.notes());
        values.add(lead.timezone());
        values.add(lead.doNotCall());
        values.add(lead.consent());
        values.add(lead.value());
        values.add(lead.currency());
        values.add(lead.callAttempts());
        values.add(lead.lastContactedAt());
        values.add(lead.nextFollowUpAt());
        values.add(lead.convertedAt());
        values.add(lead.lostReason());
        values.add(lead.mergedIntoId());
        values.add(SearchText.of(lead.searchFields()));
        QueuePlace place = QueuePlace.of(lead);
        values.add(place == null ? null : place.tier().ordinal());
        values.add(place == null ? null : place.lane());
        values.add(place == null ? null : place.order());
        return values;
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

    static Lead read(Row row) {
        return new Lead(
                row.text(),
                row.integer(),
                row.time(),
                row.time(),
                row.timeOrNull(),
                row.text(),
                row.textOrNull(),
                row.textOrNull(),
                row.textOrNull(),
                row.textOrNull(),
                row.textOrNull(),
                row.word(LeadStatus.class),
                row.word(LeadCategory.class),
                row.time(),
                row.word(LeadPriority.class),
                row.integer(),
                row.bool(),
                row.textOrNull(),
                row.texts(),
                row.timeOrNull(),
                row.texts(),
                customFields(row.text()),
                row.textOrNull(),
                row.textOrNull(),
                row.bool(),
                consent(row.textOrNull()),
                row.decimalOrNull(),
                row.textOrNull(),
                row.integer(),
                row.timeOrNull(),
                row.timeOrNull(),
                row.timeOrNull(),
                row.textOrNull(),
                row.textOrNull());
    }

    private static @Nullable Consent consent(@Nullable String stored) {
        return stored == null ? null : Json.read(stored, Consent.class);
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
