package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.changelog.ScopedFeed;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Plans;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An empty pull reads the head, the floor, and the end of one index for each scope. */
@ParameterizedClass
@EnumSource
record SyncPlansTest(TestDatabase kind) {
    private static final int ENTRIES = 20_000;

    @Test
    void an_empty_pull_reads_by_index_only() {
        try (SyncWorld world = new SyncWorld(kind)) {
            Spine spine = world.spine();
            Agent ann = Agents.agent().in(spine);
            var _ = Leads.lead().assignedTo(ann.id()).in(spine);
            fill(spine, ann);
            long head = world.head();
            List<String> queries =
                    List.of(
                            "SELECT MAX(seq) FROM (SELECT floor_seq AS seq FROM log_meta"
                                    + " WHERE id = 1 UNION ALL SELECT COALESCE(MAX(seq), 0)"
                                    + " FROM changes) AS ends",
                            with(
                                    ScopedFeed.OF_SCOPE,
                                    "'" + Caller.agentScope(ann.id()) + "'",
                                    head + "",
                                    "'lead'",
                                    "501"),
                            with(ScopedFeed.OF_ALL, head + "", "'lead'", "501"));
            for (String query : queries) {
                List<String> plan = spine.database().read(tx -> Plans.of(tx, query));
                assertThat(plan)
                        .as(query)
                        .noneMatch(line -> isScanOrSort(line, spine))
                        .anyMatch(line -> line.matches(".*(SEARCH|Index).*"));
            }
        }
    }

    private static String with(String query, String... values) {
        String filled = query;
        for (String value : values) {
            filled = filled.replaceFirst("\\?", value);
        }
        return filled;
    }

    /** Of the log and its feed only: log_meta has one row, and "ends" two. */
    private static boolean isScanOrSort(String line, Spine spine) {
        Dialect dialect = spine.database().<Dialect>read(Tx::dialect);
        return !line.matches(".*(log_meta|ends|SUBQUERY).*") && Plans.isScanOrSort(line, dialect);
    }

    /** Enough of other entries for a database to prefer an index. */
    private static void fill(Spine spine, Agent ann) {
        int _ =
                spine.writer()
                        .write(
                                tx -> {
                                    List<@Nullable Object[]> rows = new ArrayList<>();
                                    for (int seq = 1; seq <= ENTRIES; seq++) {
                                        String scope =
                                                Caller.agentScope(seq % 2 == 0 ? ann.id() : "x");
                                        rows.add(
                                                new @Nullable Object[] {
                                                    scope, "call", -seq, "c" + seq
                                                });
                                    }
                                    tx.updateAll(
                                            "INSERT INTO change_feed (scope, entity_type, seq,"
                                                    + " entity_id) VALUES (?, ?, ?, ?)",
                                            rows);
                                    tx.updateAll(
                                            "INSERT INTO changes (entity_type, seq, entity_id,"
                                                    + " kind, version, fields, after_row, at,"
                                                    + " seen_before, seen_after) VALUES"
                                                    + " (?, ?, ?, 'call.created', 1, '', '{}',"
                                                    + " 0, '', '')",
                                            rows.stream()
                                                    .map(
                                                            row ->
                                                                    new @Nullable Object[] {
                                                                        row[1], row[2], row[3]
                                                                    })
                                                    .toList());
                                    return 0;
                                });
        if (spine.url() instanceof DatabaseUrl.Postgres) {
            int _ = spine.writer().write(tx -> tx.update("ANALYZE change_feed, changes"));
        }
    }
}
