package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    @Test
    void a_full_disk_is_unavailable_and_once_there_is_room_the_same_process_writes_again() {
        try (Spine spine = Spine.open(TestDatabase.SQLITE)) {
            limitPages(spine, 1);

            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(() -> write(spine, "full"))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem ->
                                        assertThat(problem.code())
                                                .isEqualTo(Problem.Code.UNAVAILABLE));
            }
            limitPages(spine, 1_000_000);
            write(spine, "room");

            assertThat(spine.texts("SELECT name FROM follower_parked")).containsExactly("room");
        }
    }

    /** As a full disk does, this makes SQLite answer SQLITE_FULL where the file would grow. */
    private static void limitPages(Spine spine, int pages) {
        Database.Writing writing = spine.database().beginWriting();
        writing.tx().execute("PRAGMA max_page_count = " + pages);
        writing.commit();
    }

    private static void write(Spine spine, String name) {
        int rows =
                spine.writer()
                        .write(
                                tx ->
                                        tx.update(
                                                "INSERT INTO follower_parked (name, seq, error, at) VALUES (?, 1, ?, 0)",
                                                name,
                                                "x".repeat(1_000_000)));
        assertThat(rows).isOne();
    }
}
