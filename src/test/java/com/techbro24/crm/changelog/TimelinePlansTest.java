package com.techbro24.crm.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.Plans;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A timeline costs what it shows, however long the log is. */
@ParameterizedClass
@EnumSource
record TimelinePlansTest(TestDatabase kind) {
    private static final String FILL =
            "INSERT INTO changes (seq, kind, entity_type, entity_id, version, fields, after_row, at,"
                    + " seen_before, seen_after, subject_type, subject_id) WITH RECURSIVE numbers (n) AS (SELECT 1"
                    + " UNION ALL SELECT n + 1 FROM numbers WHERE n < 5000) SELECT n, 'call.created',"
                    + " 'call', CAST(n % 500 AS TEXT), 1, '', '{}', 0, '', '', 'lead', CAST(n % 50 AS TEXT)"
                    + " FROM numbers";

    @Test
    void each_part_of_a_timeline_is_a_look_into_an_index() {
        try (Spine spine = Spine.open(kind)) {
            int _ = spine.writer().<Integer>write(tx -> tx.update(FILL));
            int _ = spine.writer().<Integer>write(tx -> tx.update("ANALYZE changes"));
            assertThat(plan(spine, spine.reader().about, "'lead'", "'7'"))
                    .anyMatch(line -> line.contains("changes_by_subject"))
                    .noneMatch(TimelinePlansTest::isScan);
            assertThat(plan(spine, spine.reader().ofEntity, "'call'", "'7'"))
                    .anyMatch(line -> line.contains("changes_by_entity"))
                    .noneMatch(TimelinePlansTest::isScan);
        }
    }

    @Test
    void what_an_import_changed_is_found_by_an_index() {
        try (Spine spine = Spine.open(kind)) {
            int _ = spine.writer().<Integer>write(tx -> tx.update(FILL));
            int _ =
                    spine.writer()
                            .<Integer>write(
                                    tx ->
                                            tx.update(
                                                    "UPDATE changes SET via = 'import:' || (seq / 100)"));
            int _ = spine.writer().<Integer>write(tx -> tx.update("ANALYZE changes"));
            assertThat(plan(spine, ChangeReader.FIRST_CHANGES, "'import:42'", "'call'"))
                    .anyMatch(line -> line.contains("changes_by_via"))
                    .noneMatch(TimelinePlansTest::isScan);
            List<ChangeReader.FirstChange> found =
                    spine.database()
                            .read(
                                    tx ->
                                            spine.reader()
                                                    .firstChanges(
                                                            tx, "import:42", "call", 4_290, 5));
            assertThat(found)
                    .extracting(ChangeReader.FirstChange::seq)
                    .containsExactly(4_291L, 4_292L, 4_293L, 4_294L, 4_295L);
        }
    }

    private static List<String> plan(Spine spine, String sql, String... texts) {
        String filled = sql;
        for (String text : texts) {
            filled = filled.replaceFirst("\\?", text);
        }
        String whole = filled.replaceFirst("\\?", "4000").replaceFirst("\\?", "50");
        return spine.database().read(tx -> Plans.of(tx, whole));
    }

    private static boolean isScan(String line) {
        // PostgreSQL may sort the few that an index found.
        return line.matches("(SCAN|USE TEMP B-TREE) .*|.*Seq Scan.*");
    }
}
