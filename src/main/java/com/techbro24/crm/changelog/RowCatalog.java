package com.techbro24.crm.changelog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of rows by the names that the log gives them; filled once, like the commands. */
public final class RowCatalog {
    private final Map<String, RowType<?>> byName = new LinkedHashMap<>();

    public RowCatalog(List<RowType<?>> types) {
        for (RowType<?> type : types) {
            if (byName.putIfAbsent(type.entityType(), type) != null) {
                throw new IllegalStateException("two types of rows are named " + type.entityType());
            }
        }
    }

    public RowType<?> get(String entityType) {
        RowType<?> type = byName.get(entityType);
        if (type == null) {
            throw new IllegalStateException("unknown type of row: " + entityType);
        }
        return type;
    }

    public Collection<RowType<?>> all() {
        return byName.values();
    }
}
