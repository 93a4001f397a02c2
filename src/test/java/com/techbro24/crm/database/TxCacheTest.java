package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every write looks into is not read for every write, and never stale. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class TxCacheTest {
    @Parameter TestDatabase kind;
    Spine spine;

    /** How often it was read. */
    private record Reads(int count) {}

    private volatile int reads;

    @BeforeEach
    void open() {
        spine = Spine.open(kind);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    private Reads read(Tx tx) {
        return tx.cached(Reads.class, reading -> new Reads(++reads));
    }

    private int write() {
        return spine.writer().write(this::read).count();
    }

    @Test
    void it_is_read_once_and_by_each_transaction_where_others_write_too() {
        int twice = spine.writer().write(tx -> read(tx).count() + read(tx).count());
        assertThat(twice).isEqualTo(2);
        assertThat(write()).isEqualTo(kind == TestDatabase.SQLITE ? 1 : 2);
    }

    @Test
    void an_invalidated_value_is_read_again() {
        assertThat(write()).isEqualTo(1);
        int anew =
                spine.writer()
                        .write(
                                tx -> {
                                    tx.invalidate(Reads.class);
                                    return read(tx).count();
                                });
        assertThat(anew).isEqualTo(reads).isGreaterThan(1);
    }

    @Test
    void a_value_cached_in_a_rolled_back_transaction_is_read_again() {
        assertThat(write()).isEqualTo(1);
        assertThatThrownBy(
                        () ->
                                spine.writer()
                                        .write(
                                                tx -> {
                                                    tx.update("UPDATE log_meta SET floor_seq = 7");
                                                    tx.invalidate(Reads.class);
                                                    var _ = read(tx);
                                                    throw Problem.conflict("Not this time.");
                                                }))
                .isInstanceOf(Problem.class);
        int before = reads;
        assertThat(write()).isEqualTo(before + 1);
    }

    @Test
    void a_reader_keeps_nothing() {
        int first = spine.database().read(this::read).count();
        assertThat(spine.database().read(this::read).count()).isEqualTo(first + 1);
    }
}
