package com.techbro24.crm.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which row a change is about. */
class SubjectTest {
    private record Part(String id, int version, @Nullable String wholeId, String name)
            implements Entity {
        @Override
        public @Nullable Subject subject() {
            return Subject.of("whole", wholeId);
        }
    }

    private static Draft change(Part before, Part after) {
        return Draft.changed(Spine.MADE, "part", before, after, Visibility.ALL, Visibility.ALL);
    }

    @Test
    void a_change_is_about_the_subject_of_its_row() {
        Part part = new Part("1", 1, "a", "one");

        assertThat(Draft.created(Spine.MADE, "part", part, Visibility.ALL).subject())
                .isEqualTo(new Subject("whole", "a"));
        assertThat(change(part, new Part("1", 2, "b", "two")).subject())
                .isEqualTo(new Subject("whole", "b"));
    }

    @Test
    void a_row_that_loses_its_subject_is_listed_with_the_one_it_had() {
        assertThat(change(new Part("1", 1, "a", "one"), new Part("1", 2, null, "two")).subject())
                .isEqualTo(new Subject("whole", "a"));
    }

    @Test
    void a_change_that_only_moves_a_row_is_listed_with_no_subject() {
        assertThat(change(new Part("1", 1, "a", "one"), new Part("1", 2, "b", "one")).subject())
                .isNull();
    }

    @Test
    void nodes_of_two_versions_find_the_subjects_of_each_other() {
        try (Spine spine = Spine.open(TestDatabase.POSTGRESQL)) {
            int _ =
                    spine.writer()
                            .write(
                                    tx -> {
                                        insert(tx, 1, "status", "lead_id", "'7'");
                                        insert(tx, 2, "leadId", "lead_id", "'7'");
                                        insert(
                                                tx,
                                                3,
                                                "status",
                                                "subject_type, subject_id",
                                                "'lead', '7'");
                                        return 0;
                                    });

            List<Change> about =
                    spine.database()
                            .read(tx -> spine.reader().about(tx, new Subject("lead", "7"), 10, 10));
            assertThat(about).extracting(Change::seq).containsExactly(3L, 1L);
            assertThat(spine.count("SELECT COUNT(*) FROM changes WHERE lead_id = '7'"))
                    .isEqualTo(3);
        }
    }

    private static void insert(Tx tx, int seq, String fields, String columns, String values) {
        tx.update(
                "INSERT INTO changes (seq, kind, entity_type, entity_id, version, fields,"
                        + " after_row, at, seen_before, seen_after, "
                        + columns
                        + ") VALUES (?, 'call.updated', 'call', '1', 1, ?, '{}', 0, '', '', "
                        + values
                        + ")",
                seq,
                fields);
    }
}
