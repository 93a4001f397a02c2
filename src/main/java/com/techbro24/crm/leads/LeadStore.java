package com.techbro24.crm.leads;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Decimals;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code leads} and {@code lead_tags}. */
public final class LeadStore {
    /** Where a lead without a follow-up stands in the order of follow-ups: after all others. */
    private static final long FAR_MILLISECONDS = 253_402_300_799_999L;

    static final String FOLLOW_UP_IN_ORDER =
            "COALESCE(next_follow_up_at, " + FAR_MILLISECONDS + ")";

    private static final int DUPLICATES_MAX = 20;

    private static final String SELECT =
            "SELECT id, version, created_at, updated_at, deleted_at, name, phone,"
                    + " phone_e164, email, company, source, status, status_category, priority, score,"
                    + " assigned_agent_id, tags, custom_fields, notes, timezone, do_not_call, consent,"
                    + " value, currency, call_attempts, last_contacted_at, next_follow_up_at,"
                    + " converted_at, lost_reason FROM leads";

    private static final Listing<Lead> LISTING =
            new Listing<>(SELECT, "id", "-updatedAt", LeadStore::read)
                    .sort("updatedAt", "updated_at", Lead::updatedAt)
                    .sort("createdAt", "created_at", Lead::createdAt)
                    .sort("name", "name_key", lead -> Fold.of(lead.name()))
                    .sort("score", "score", Lead::score)
                    .sort("priority", "priority_rank", lead -> lead.priority().ordinal())
                    .sort("value", "COALESCE(value, -1)", LeadStore::valueInOrder)
                    .sort("nextFollowUpAt", FOLLOW_UP_IN_ORDER, LeadStore::followUpInOrder);

    private LeadStore() {}

    public static Optional<Lead> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", LeadStore::read, id);
    }

    /**
     * The lead, where the caller may see it; otherwise it is not there. Deleted ones are seen by
     * those who may restore them.
     */
    public static Lead get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(lead -> !lead.isDeleted() || caller.role() != Role.AGENT)
                .filter(lead -> visibility(tx, lead).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Lead.TYPE));
    }

    /** Who sees the lead, as its agent's team stands now. */
    public static Visibility visibility(Tx tx, Lead lead) {
        String agentId = lead.assignedAgentId();
        return lead.visibility(
                agentId == null ? null : AccountStore.teamOf(tx, agentId).orElse(null));
    }

    public static Page<Lead> list(Tx tx, LeadFilter filter, Paging paging) {
        String sort = paging.sort() == null ? filter.sort() : paging.sort();
        Paging asked = new Paging(paging.limit(), paging.cursor(), sort, paging.total());
        return LISTING.page(tx, filter.sql(), asked);
    }

    /** The leads with these row numbers, in the order in which the numbers are given. */
    static List<Lead> byRows(Tx tx, List<Long> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(rows.size(), "?"));
        Map<Long, Lead> found = new HashMap<>();
        tx.list(
                        SELECT.replace("SELECT ", "SELECT row_number, ")
                                + " WHERE row_number IN ("
                                + marks
                                + ")",
                        row -> Map.entry(row.longInteger(), read(row)),
                        rows.toArray())
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return rows.stream().flatMap(row -> Stream.ofNullable(found.get(row))).toList();
    }

    /** The leads that stand with this number or this email, oldest first. */
    public static List<Lead> duplicates(Tx tx, @Nullable String phoneE164, @Nullable String email) {
        Map<String, Lead> found = new LinkedHashMap<>();
        if (phoneE164 != null) {
            standing(tx, "phone_e164", phoneE164).forEach(lead -> found.put(lead.id(), lead));
        }
        if (email != null) {
            standing(tx, "email_key", Fold.of(email)).forEach(lead -> found.put(lead.id(), lead));
        }
        return List.copyOf(found.values());
    }

    private static List<Lead> standing(Tx tx, String column, String value) {
        return tx.list(
                SELECT
                        + " WHERE deleted_at IS NULL AND "
                        + column
                        + " = ? ORDER BY created_at, id LIMIT "
                        + DUPLICATES_MAX,
                LeadStore::read,
                value);
    }

    /** Whether the lead was made under an id that its client brought, by this very creation. */
    static boolean wasBroughtAs(Tx tx, String id, String hash) {
        return tx.exists("SELECT 1 FROM leads WHERE id = ? AND brought_hash = ?", id, hash);
    }

    static void insert(Tx tx, Lead lead, @Nullable String broughtHash) {
        long row = tx.count("SELECT COALESCE(MAX(row_number), 0) + 1 FROM leads");
        List<@Nullable Object> values = values(lead);
        values.add(lead.id());
        values.add(lead.createdAt());
        values.add(row);
        values.add(broughtHash);
        tx.update(INSERT, values.toArray());
        saveTags(tx, row, Set.of(), tags(lead));
        LeadWordStore.save(tx, row, null, lead);
        LeadLoadStore.move(tx, null, lead);
    }

    static void update(Tx tx, Lead before, Lead after) {
        List<@Nullable Object> values = values(after);
        values.add(after.id());
        tx.update(UPDATE, values.toArray());
        Set<String> tagsBefore = tags(before);
        Set<String> tagsAfter = tags(after);
        if (!tagsBefore.equals(tagsAfter) || LeadWordStore.differ(before, after)) {
            long row = tx.count("SELECT row_number FROM leads WHERE id = ?", after.id());
            saveTags(tx, row, tagsBefore, tagsAfter);
            LeadWordStore.save(tx, row, before, after);
        }
        LeadLoadStore.move(tx, before, after);
    }

    private static void saveTags(Tx tx, long row, Set<String> before, Set<String> after) {
        for (String tag : before) {
            if (!after.contains(tag)) {
                tx.update("DELETE FROM lead_tags WHERE tag_key = ? AND lead_row = ?", tag, row);
            }
        }
        for (String tag : after) {
            if (!before.contains(tag)) {
                tx.update("INSERT INTO lead_tags (tag_key, lead_row) VALUES (?, ?)", tag, row);
            }
        }
    }

    private static Set<String> tags(Lead lead) {
        return lead.tags().stream().map(Fold::of).collect(Collectors.toSet());
    }

    private static final List<String> COLUMNS =
            List.of(
                    "version",
                    "updated_at",
                    "deleted_at",
                    "name",
                    "name_key",
                    "phone",
                    "phone_e164",
                    "email",
                    "email_key",
                    "company",
                    "company_key",
                    "source",
                    "status",
                    "status_category",
                    "priority",
                    "priority_rank",
                    "score",
                    "assigned_agent_id",
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
                    "search_text",
                    "call_tier",
                    "call_zone",
                    "call_order");

    private static final String INSERT =
            "INSERT INTO leads ("
                    + String.join(", ", COLUMNS)
                    + ", id, created_at, row_number, brought_hash) VALUES ("
                    + String.join(", ", Collections.nCopies(COLUMNS.size() + 4, "?"))
                    + ")";

    private static final String UPDATE =
            "UPDATE leads SET " + String.join(" = ?, ", COLUMNS) + " = ? WHERE id = ?";

    /** The values of {@link #COLUMNS}, in their order. */
    private static List<@Nullable Object> values(Lead lead) {
        List<@Nullable Object> values = new ArrayList<>(COLUMNS.size() + 4);
        values.add(lead.version());
        values.add(lead.updatedAt());
        values.add(lead.deletedAt());
        values.add(lead.name());
        values.add(Fold.of(lead.name()));
        values.add(lead.phone());
        values.add(lead.phoneE164());
        values.add(lead.email());
        values.add(folded(lead.email()));
        values.add(lead.company());
        values.add(folded(lead.company()));
        values.add(lead.source());
        values.add(lead.status());
        values.add(lead.statusCategory());
        values.add(lead.priority());
        values.add(lead.priority().ordinal());
        values.add(lead.score());
        values.add(lead.assignedAgentId());
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
        values.add(LeadWordStore.searchText(lead));
        QueuePlace place = QueuePlace.of(lead);
        values.add(place == null ? null : place.tier().ordinal());
        values.add(place == null ? null : place.zone());
        values.add(place == null ? null : place.order());
        return values;
    }

    private static @Nullable String folded(@Nullable String text) {
        return text == null ? null : Fold.of(text);
    }

    private static Object valueInOrder(Lead lead) {
        return lead.value() == null ? -1L : Decimals.stored(lead.value());
    }

    private static Object followUpInOrder(Lead lead) {
        Instant at = lead.nextFollowUpAt();
        return at == null ? FAR_MILLISECONDS : at.toEpochMilli();
    }

    private static Lead read(Row row) {
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
                row.word(LeadPriority.class),
                row.integer(),
                row.textOrNull(),
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
                row.textOrNull());
    }

    private static @Nullable Consent consent(@Nullable String stored) {
        return stored == null ? null : Json.read(stored, Consent.class);
    }

    /** Of the same types as they came in, so that a lead that was read equals the one written. */
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
                : LeadValues.number(value.decimalValue());
    }
}
