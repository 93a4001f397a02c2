package com.techbro24.crm.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.calls.CallChange;
import com.techbro24.crm.changelog.Thing.Course;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit fills the field
class ChangeFeedTest {
    private static final Set<ChangeKind> MADE = Set.of(Spine.MADE);
    private static final Set<ChangeKind> OTHER = Set.copyOf(CallChange.ALL);
    private static final Duration LONG = Duration.ofMinutes(5);

    Spine spine;

    @BeforeEach
    void open() {
        spine = Thing.in(Spine.open(TestDatabase.SQLITE));
    }

    @AfterEach
    void close() {
        spine.close();
    }

    private void make(int things) {
        for (int number = 0; number < things; number++) {
            String id = "thing " + spine.feed().head();
            var _ = spine.runner().run(Thing.make(id, Course.WELL));
        }
    }

    private boolean isBeyond(long seq, Set<ChangeKind> kinds) throws InterruptedException {
        return spine.feed().awaitAfter(seq, kinds, Duration.ZERO);
    }

    @Test
    void only_what_is_waited_for_ends_a_wait() throws InterruptedException {
        long before = spine.feed().head();
        make(3);

        assertThat(isBeyond(before, MADE)).isTrue();
        assertThat(isBeyond(before, spine.reader().kinds().all())).isTrue();
        assertThat(isBeyond(before, OTHER)).isFalse();
        assertThat(isBeyond(before + 3, MADE)).isFalse();
        assertThat(spine.feed().behind(before, MADE)).isEqualTo(3);
        assertThat(spine.feed().behind(before, OTHER)).isZero();
    }

    @Test
    void a_waiting_thread_is_woken_by_a_change() {
        long before = spine.feed().head();
        CompletableFuture<Boolean> told = waiting(before, MADE);
        make(1);

        assertThat(told.join()).isTrue();
    }

    @Test
    void a_waiter_far_behind_is_woken_for_any_kind() throws InterruptedException {
        long before = spine.feed().head();
        CompletableFuture<Boolean> told = waiting(before, OTHER);
        make(999);
        assertThat(isBeyond(before, OTHER)).isFalse();
        make(1);

        assertThat(told.join()).isTrue();
        assertThat(isBeyond(before, OTHER)).isTrue();
    }

    @Test
    void what_another_process_added_may_be_anything() throws InterruptedException {
        try (Spine here = Spine.open(TestDatabase.POSTGRESQL);
                Spine elsewhere = Thing.in(Spine.open(here.url()))) {
            long before = here.feed().head();
            var _ = elsewhere.runner().run(Thing.make("elsewhere", Course.WELL));
            here.feed().refresh();

            assertThat(here.feed().awaitAfter(before, OTHER, Duration.ZERO)).isTrue();
        }
    }

    private CompletableFuture<Boolean> waiting(long seq, Set<ChangeKind> kinds) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return spine.feed().awaitAfter(seq, kinds, LONG);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
