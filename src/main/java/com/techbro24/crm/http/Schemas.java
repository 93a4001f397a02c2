package com.techbro24.crm.http;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON schemas of the records that go in and out. */
final class Schemas {
    private Schemas() {}

    /** The names of a record's fields, as JSON has them. */
    static List<String> names(@Nullable Class<?> type) {
        return type == null
                ? List.of()
                : Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }
}
