package com.techbro24.crm.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Thing.Course;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What was acknowledged is there exactly once, what failed is not, and the log has no hole. */
@ParameterizedClass
@EnumSource
class DurabilityTest {
    private static final int SEEDS = 12;
    private static final int WORKERS = 8;
    private static final int WORKS = 60;

    private final TestDatabase kind;
    private final Spine spine;
    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final Set<String> unknown = new ConcurrentSkipListSet<>();

    DurabilityTest(TestDatabase kind) {
        this.kind = kind;
        spine = Thing.in(Spine.open(kind));
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void random_work_with_successes_failures_and_transient_errors_leaves_a_complete_log() {
        for (long seed = 0; seed < SEEDS; seed++) {
            long run = seed;
            inParallel(
                    worker -> {
                        Random random = new Random(run * WORKERS + worker);
                        for (int work = 0; work < WORKS; work++) {
                            perform(random, run + "-" + worker + "-" + work);
                        }
                    });
            assertLogIsWhole();
        }
        assertThat(acknowledged).hasSizeGreaterThan(1000);
    }

    @Test
    void work_that_fails_after_a_command_of_it_succeeded_leaves_nothing_in_the_log() {
        assertThatThrownBy(
                        () ->
                                spine.writer()
                                        .write(
                                                tx -> {
                                                    spine.runner()
                                                            .run(tx, Thing.make("a", Course.WELL));
                                                    throw Problem.conflict("On second thoughts.");
                                                }))
                .isInstanceOf(Problem.class);

        make("b", Course.WELL);

        assertThat(Thing.all(spine)).containsExactly("b");
        assertThat(logged()).containsExactly("b");
    }

    @Test
    void one_of_many_that_is_refused_takes_none_of_the_others_with_it() {
        List<Boolean> went =
                spine.writer()
                        .write(
                                tx -> {
                                    List<Boolean> each = new ArrayList<>();
                                    for (Course course : Course.values()) {
                                        each.add(attempt(tx, course));
                                    }
                                    return each;
                                });

        assertThat(went).containsExactly(true, false, false, false, false);
        assertThat(Thing.all(spine)).containsExactly("WELL");
        assertThat(logged()).containsExactly("WELL");
    }

    private boolean attempt(com.techbro24.crm.database.Tx tx, Course course) {
        try {
            return spine.runner().attempt(tx, Thing.make(course.name(), course)).created();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Test
    void lost_connections_lose_nothing_that_was_acknowledged() throws InterruptedException {
        if (!(spine.url() instanceof DatabaseUrl.Postgres postgres)) {
            Assumptions.abort("a file has no connections to lose");
            return;
        }
        String name = postgres.jdbc().substring(postgres.jdbc().lastIndexOf('/') + 1);
        Thread saboteur = Thread.ofVirtual().start(() -> cutConnections(name));
        try {
            inParallel(
                    worker -> {
                        for (int work = 0; work < WORKS; work++) {
                            perform(new Random(work), "lost-" + worker + "-" + work);
                        }
                    });
        } finally {
            saboteur.interrupt();
            saboteur.join();
        }
        make("after", Course.WELL);
        acknowledged.add("after");

        Set<String> there = new HashSet<>(Thing.all(spine));
        assertThat(there).containsAll(acknowledged);
        there.removeAll(acknowledged);
        assertThat(unknown).containsAll(there);
        assertLogMatches(new TreeSet<>(Thing.all(spine)));
    }

    /** Cuts all connections each time that some more was acknowledged. */
    private void cutConnections(String name) {
        for (int next = 10; !Thread.currentThread().isInterrupted(); Thread.yield()) {
            if (acknowledged.size() >= next) {
                TestDatabase.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                                + name
                                + "'");
                next = acknowledged.size() + 10;
            }
        }
    }

    private void perform(Random random, String id) {
        boolean together = random.nextInt(5) == 0;
        Course first = course(random);
        Course second = course(random);
        try {
            if (together) {
                Answer _ =
                        spine.writer()
                                .write(
                                        tx -> {
                                            Answer _ =
                                                    spine.runner().run(tx, Thing.make(id, first));
                                            return spine.runner()
                                                    .run(tx, Thing.make(id + "+", second));
                                        });
                acknowledged.add(id + "+");
            } else {
                make(id, first);
            }
            acknowledged.add(id);
        } catch (Problem problem) {
            if (problem.code() == Problem.Code.UNAVAILABLE) {
                unknown.add(id);
                unknown.add(id + "+");
            } else {
                assertThat(problem.detail()).isEqualTo("Refused.");
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("a fault of ours");
        }
    }

    private static Course course(Random random) {
        return random.nextInt(3) > 0
                ? Course.WELL
                : Course.values()[random.nextInt(Course.values().length)];
    }

    private void make(String id, Course course) {
        Answer answer = spine.runner().run(Thing.make(id, course));
        assertThat(answer.created()).isTrue();
    }

    private interface Worker {
        void work(int number);
    }

    private static void inParallel(Worker worker) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<java.util.concurrent.Future<?>>();
            for (int number = 0; number < WORKERS; number++) {
                int own = number;
                all.add(threads.submit(() -> worker.work(own)));
            }
            for (var each : all) {
                Object _ = each.get();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private void assertLogIsWhole() {
        // A batch with more transient errors than retries was rejected and has left nothing.
        assertThat(acknowledged).noneMatch(unknown::contains);
        assertLogMatches(acknowledged);
        assertThat(new TreeSet<>(Thing.all(spine))).isEqualTo(acknowledged);
    }

    private void assertLogMatches(Set<String> expected) {
        List<Change> changes = changes();
        assertThat(changes.stream().map(Change::seq))
                .isEqualTo(LongStream.rangeClosed(1, changes.size()).boxed().toList());
        List<String> ids = changes.stream().map(Change::entityId).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(ids)).isEqualTo(expected);
        long head = changes.size();
        assertThat(spine.database().<Long>read(tx -> ChangeLog.headSeenBy(tx, List.of("pool"))))
                .isEqualTo(head);
        assertThat(spine.feed().head()).isEqualTo(head);
        assertThat(spine.feed().after(Math.max(0, head - 100), 1000).changes())
                .isEqualTo(changes.subList((int) Math.max(0, head - 100), (int) head));
    }

    private List<String> logged() {
        return changes().stream().map(Change::entityId).toList();
    }

    private List<Change> changes() {
        return spine.database().read(tx -> spine.reader().after(tx, 0, 1_000_000));
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
