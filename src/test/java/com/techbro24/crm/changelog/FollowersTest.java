package com.techbro24.crm.changelog;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Thing.Course;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class FollowersTest {
    private static final Followers.RetryPolicy LITTLE =
            new Followers.RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4), 3);

    private final TestDatabase kind;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Node node;

    /** One process: a spine and its followers. */
    private record Node(Spine spine, Followers followers) {}

    FollowersTest(TestDatabase kind) {
        this.kind = kind;
        this.node = start(Spine.open(kind));
    }

    private Node start(Spine spine) {
        Thing.in(spine);
        Followers followers =
                new Followers(
                        spine.feed(),
                        spine.database(),
                        spine.writer(),
                        spine.clock(),
                        spine.metrics(),
                        LITTLE);
        boolean _ =
                spine.writer()
                        .write(
                                tx ->
                                        tx.update(
                                                        "CREATE TABLE IF NOT EXISTS seen (name TEXT, id TEXT)")
                                                == 0);
        open.addFirst(spine);
        open.addFirst(new ChangeListener(spine.database(), spine.feed()));
        open.addFirst(followers);
        return new Node(spine, followers);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void a_live_follower_hears_what_happens_after_its_start_in_order() {
        make(node, "before");
        List<Long> heard = new CopyOnWriteArrayList<>();
        node.followers.start(live("ears", heard));

        IntStream.range(0, 300).forEach(number -> make(node, "n" + number));

        eventually(() -> assertThat(heard).hasSize(300));
        assertThat(heard).isEqualTo(IntStream.rangeClosed(2, 301).mapToObj(Long::valueOf).toList());
    }

    @Test
    void a_live_follower_that_fails_goes_on_with_what_comes_next() {
        List<Long> heard = new CopyOnWriteArrayList<>();
        node.followers.start(
                new Follower.Live() {
                    @Override
                    public String name() {
                        return "nervous";
                    }

                    @Override
                    public void follow(List<Change> changes) {
                        if (changes.getFirst().seq() == 1) {
                            throw new IllegalStateException("startled, as it should be here");
                        }
                        changes.forEach(change -> heard.add(change.seq()));
                    }
                });

        make(node, "a");
        eventually(
                () ->
                        assertThat(
                                        node.spine
                                                .metrics()
                                                .get("crm.follower.failures")
                                                .counter()
                                                .count())
                                .isEqualTo(1));
        make(node, "b");

        eventually(() -> assertThat(heard).containsExactly(2L));
    }

    @Test
    void a_durable_follower_commits_its_work_with_its_cursor_and_may_give_commands() {
        node.followers.start(
                durable(
                        "copier",
                        change -> !change.entityId().endsWith("'"),
                        (tx, change) -> {
                            see(tx, "copier", change);
                            Answer _ =
                                    node.spine
                                            .runner()
                                            .run(
                                                    tx,
                                                    Submission.of(
                                                                    new Thing.Make(
                                                                            change.entityId() + "'",
                                                                            Course.WELL),
                                                                    Caller.SYSTEM)
                                                            .because(change.seq()));
                        }));

        make(node, "a");
        make(node, "b");

        eventually(() -> assertThat(Thing.all(node.spine)).containsExactly("a", "a'", "b", "b'"));
        assertThat(seen("copier")).containsExactly("a", "b");
        assertThat(
                        node.spine.texts(
                                "SELECT cause FROM changes WHERE entity_id LIKE '%''' ORDER BY seq"))
                .allSatisfy(cause -> assertThat(cause).isNotNull());
    }

    @Test
    void a_change_that_keeps_failing_is_dead_lettered_and_delays_no_other_follower() {
        node.followers.start(durable("steady", change -> true, (tx, c) -> see(tx, "steady", c)));
        node.followers.start(
                durable(
                        "choosy",
                        change -> true,
                        (tx, change) -> {
                            see(tx, "choosy", change);
                            if (change.entityId().equals("n7")) {
                                throw new IllegalStateException("not this one, as it should be");
                            }
                        }));

        IntStream.range(0, 20).forEach(number -> make(node, "n" + number));

        eventually(() -> assertThat(seen("steady")).hasSize(20).doesNotHaveDuplicates());
        eventually(() -> assertThat(seen("choosy")).hasSize(19).doesNotHaveDuplicates());
        assertThat(seen("choosy")).doesNotContain("n7");
        List<Followers.DeadLetter> parked =
                node.spine.database().read(tx -> Followers.deadLetters(tx, 10));
        assertThat(parked).hasSize(1);
        assertThat(parked.getFirst().follower()).isEqualTo("choosy");
        assertThat(parked.getFirst().seq()).isEqualTo(8);
        assertThat(parked.getFirst().error()).contains("not this one");
    }

    @Test
    void after_a_new_start_a_follower_goes_on_where_it_was() {
        node.followers.start(durable("patient", change -> true, (tx, c) -> see(tx, "patient", c)));
        make(node, "a");
        eventually(() -> assertThat(seen("patient")).containsExactly("a"));
        node.followers.close();
        make(node, "b");
        make(node, "c");

        Followers again =
                new Followers(
                        node.spine.feed(),
                        node.spine.database(),
                        node.spine.writer(),
                        node.spine.clock(),
                        new io.micrometer.core.instrument.simple.SimpleMeterRegistry(),
                        LITTLE);
        open.addFirst(again);
        again.start(durable("patient", change -> true, (tx, c) -> see(tx, "patient", c)));
        make(node, "d");

        eventually(() -> assertThat(seen("patient")).containsExactly("a", "b", "c", "d"));
    }

    @Test
    void a_follower_may_start_with_the_oldest_change() {
        make(node, "a");
        node.followers.start(
                new Follower.Durable() {
                    @Override
                    public String name() {
                        return "historian";
                    }

                    @Override
                    public boolean startsWithOldest() {
                        return true;
                    }

                    @Override
                    public void follow(Tx tx, Change change) {
                        see(tx, "historian", change);
                    }
                });

        eventually(() -> assertThat(seen("historian")).containsExactly("a"));
    }

    @Test
    void on_two_nodes_each_change_is_followed_once_and_heard_on_both() {
        Assumptions.assumeTrue(kind == TestDatabase.POSTGRESQL, "a file has one process");
        Node other = start(Spine.open(node.spine.url(), node.spine.clock()));
        List<Long> heard = new CopyOnWriteArrayList<>();
        List<Long> heardThere = new CopyOnWriteArrayList<>();
        for (Node each : List.of(node, other)) {
            each.followers.start(durable("once", change -> true, (tx, c) -> see(tx, "once", c)));
        }
        node.followers.start(live("ears", heard));
        other.followers.start(live("ears", heardThere));

        IntStream.range(0, 100)
                .forEach(number -> make(number % 2 == 0 ? node : other, "n" + number));

        List<Long> all = IntStream.rangeClosed(1, 100).mapToObj(Long::valueOf).toList();
        eventually(() -> assertThat(heard).isEqualTo(all));
        eventually(() -> assertThat(heardThere).isEqualTo(all));
        eventually(() -> assertThat(seen("once")).hasSize(100).doesNotHaveDuplicates());

        TestDatabase.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'crm_%'");
        make(other, "after the connections were lost");
        eventually(() -> assertThat(heard).hasSize(101));
        eventually(() -> assertThat(seen("once")).hasSize(101));
    }

    private static Follower live(String name, List<Long> heard) {
        return new Follower.Live() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void follow(List<Change> changes) {
                changes.forEach(change -> heard.add(change.seq()));
            }
        };
    }

    private static Follower durable(
            String name, Predicate<Change> wanted, BiConsumer<Tx, Change> work) {
        return new Follower.Durable() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean wants(Change change) {
                return wanted.test(change);
            }

            @Override
            public void follow(Tx tx, Change change) {
                work.accept(tx, change);
            }
        };
    }

    private static void see(Tx tx, String name, Change change) {
        tx.update("INSERT INTO seen (name, id) VALUES (?, ?)", name, change.entityId());
    }

    private List<String> seen(String name) {
        return node.spine.texts("SELECT id FROM seen WHERE name = ?", name);
    }

    private static void make(Node node, String id) {
        Answer _ = node.spine.runner().run(Thing.make(id, Course.WELL));
    }
}
