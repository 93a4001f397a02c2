package com.techbro24.crm.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What WatermelonDB pulls.
 *
 * @param changes the changes by table
 * @param timestamp the seq of the log, which is the next {@code lastPulledAt}
 * @param experimentalStrategy {@code replacement} if WatermelonDB is to remove all rows that are
 *     not here, but for those that it has not pushed
 */
public record WatermelonChanges(
        Map<String, Table> changes,
        long timestamp,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String experimentalStrategy) {
    /**
     * The changes of one table.
     *
     * @param created none; new rows are among the updated ones
     * @param updated raw rows; arrays and objects are JSON text
     * @param deleted ids of rows to remove
     */
    public record Table(List<ObjectNode> created, List<ObjectNode> updated, List<String> deleted) {}

    /** What WatermelonDB pushes; at most 500 rows a table. */
    public record Pushed(
            @Nullable PushedTable leads,
            @Nullable PushedTable calls,
            @Nullable PushedTable reminders,
            @Nullable PushedTable notifications) {
        @Nullable PushedTable of(SyncType type) {
            return switch (type.name()) {
                case "leads" -> leads;
                case "calls" -> calls;
                case "reminders" -> reminders;
                default -> notifications;
            };
        }
    }

    /**
     * The changes of one table, as raw rows with {@code _status} and {@code _changed}.
     *
     * @param created new rows
     * @param updated changed rows
     * @param deleted the ids of deleted rows
     */
    public record PushedTable(
            @Example("[]") @Size(max = PushRequest.MUTATIONS_MAX)
                    @Nullable List<ObjectNode> created,
            @Example(
                            "[{\"id\":\"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17\",\"version\":1,"
                                    + "\"status\":\"contacted\",\"_status\":\"updated\","
                                    + "\"_changed\":\"status\"}]")
                    @Size(max = PushRequest.MUTATIONS_MAX)
                    @Nullable List<ObjectNode> updated,
            @Size(max = PushRequest.MUTATIONS_MAX)
                    @Nullable List<@Pattern(regexp = Id.PATTERN) String> deleted) {
        List<ObjectNode> made() {
            return created == null ? List.of() : created;
        }

        List<ObjectNode> changed() {
            return updated == null ? List.of() : updated;
        }

        List<String> gone() {
            return deleted == null ? List.of() : deleted;
        }
    }
}
