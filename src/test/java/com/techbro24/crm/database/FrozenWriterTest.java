package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Nodes over one PostgreSQL, of which one does nothing more while it holds the writer's lock. The
 * tests mostly wait, for which they run at the same time.
 */
@Execution(ExecutionMode.CONCURRENT)
class FrozenWriterTest {
    /** Far more than a frozen node may cost, and less than presence remembers it. */
    private static final int WAIT_SECONDS_MAX = 12;

    @Test
    void a_hanging_node_with_the_lock_blocks_the_others_for_a_few_seconds_only() {
        try (Spine one = Spine.open(TestDatabase.POSTGRESQL);
                Spine other = Spine.open(one.url())) {
            Database.Writing frozen = one.database().beginWriting();
            park(frozen.tx(), "frozen");

            CompletableFuture<Integer> write = other.writer().submit(tx -> park(tx, "other"));
            assertThat(write.orTimeout(WAIT_SECONDS_MAX, TimeUnit.SECONDS).join()).isOne();

            assertThatThrownBy(frozen::commit)
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            error -> assertThat(error.isEndedTransaction()).isTrue());
            assertThatThrownBy(frozen::rollback).isInstanceOf(DatabaseException.class);
            assertThat(other.texts("SELECT name FROM follower_parked")).containsExactly("other");
        }
    }

    @Test
    void a_batch_that_was_ended_while_its_node_stood_still_is_done_once_when_it_goes_on() {
        try (Spine spine = Spine.open(TestDatabase.POSTGRESQL)) {
            int[] runs = {0};
            int rows =
                    spine.writer()
                            .write(
                                    tx -> {
                                        int parked = park(tx, "slow");
                                        if (runs[0]++ == 0) {
                                            standStill();
                                        }
                                        return parked;
                                    });

            assertThat(rows).isOne();
            assertThat(runs[0]).isEqualTo(2);
            assertThat(spine.texts("SELECT name FROM follower_parked")).containsExactly("slow");
        }
    }

    @Test
    void a_batch_whose_statement_is_slow_is_not_cut_off() {
        try (Spine one = Spine.open(TestDatabase.POSTGRESQL);
                Spine other = Spine.open(one.url())) {
            CompletableFuture<@Nullable Void> slow =
                    one.writer()
                            .<@Nullable Void>submit(
                                    tx -> {
                                        park(tx, "slow");
                                        boolean _ = tx.exists("SELECT 1 FROM pg_sleep(6)");
                                        return null;
                                    });
            slow.join();
            assertThat(other.texts("SELECT name FROM follower_parked")).containsExactly("slow");
        }
    }

    private static void standStill() {
        try {
            Thread.sleep(6_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int park(Tx tx, String name) {
        return tx.update(
                "INSERT INTO follower_parked (name, seq, error, at) VALUES (?, 1, '', 0)", name);
    }
}
