package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SQL of {@code custom_fields}. */
public final class CustomFieldStore {
    private static final Columns<CustomField> COLUMNS =
            Columns.of(MethodHandles.lookup(), CustomField.class, "custom_fields")
                    .derived("name_key", CustomField::key)
                    .fixed("name", "name_key", "type")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<CustomField> LISTING =
            new Listing<>(SELECT, "id", "createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", CustomField::createdAt)
                    .sort("name", "name_key", CustomField::key);

    /** The sort keys of its lists. */
    static final Collection<String> SORTS = LISTING.sorts();

    private CustomFieldStore() {}

    /**
     * @param deleted whether to list only deleted fields
     */
    public static Page<CustomField> list(Tx tx, boolean deleted, Paging paging) {
        String which = deleted ? "deleted_at IS NOT NULL" : "deleted_at IS NULL";
        return LISTING.page(tx, new Listing.Filter().and(which), paging);
    }

    /** The fields that are not deleted, oldest first. */
    public static List<CustomField> all(Tx tx) {
        return tx.list(SELECT + " WHERE deleted_at IS NULL ORDER BY created_at, id", COLUMNS::read);
    }

    /** The fields that are not deleted, by name; cached by {@link Tx#once}. */
    public static CustomFields declared(Tx tx) {
        return tx.cached(
                CustomFields.class,
                reading -> {
                    Map<String, CustomField> byName = new LinkedHashMap<>();
                    all(reading).forEach(field -> byName.put(field.name(), field));
                    return new CustomFields(byName);
                });
    }

    static Optional<CustomField> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** The field; deleted ones are visible only to admins, who can restore them. */
    static CustomField get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(field -> field.deletedAt() == null || caller.role() == Role.ADMIN)
                .orElseThrow(() -> Problem.notFound("custom field"));
    }

    /** The field with this name that is not deleted, ignoring case and accents. */
    static Optional<CustomField> named(Tx tx, String name) {
        return tx.first(
                SELECT + " WHERE name_key = ? AND deleted_at IS NULL",
                COLUMNS::read,
                Fold.of(name));
    }

    static void insert(Tx tx, CustomField field) {
        COLUMNS.insert(tx, field);
        tx.invalidate(CustomFields.class);
    }

    static void update(Tx tx, CustomField field) {
        COLUMNS.update(tx, field);
        tx.invalidate(CustomFields.class);
    }
}
