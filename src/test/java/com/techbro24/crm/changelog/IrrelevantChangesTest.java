package com.techbro24.crm.changelog;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Subject;
import com.techbro24.crm.changelog.Thing.Course;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.FutureChange;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Places in the log at which there is nothing for a follower. */
@ParameterizedClass
@EnumSource
class IrrelevantChangesTest {
    private final Spine spine;
    private final Followers followers;
    private final List<Long> heard = new CopyOnWriteArrayList<>();
    private final List<Long> noted = new CopyOnWriteArrayList<>();

    IrrelevantChangesTest(TestDatabase kind) {
        spine = Thing.in(Spine.open(kind));
        followers =
                new Followers(
                        spine.feed(),
                        spine.database(),
                        spine.writer(),
                        spine.clock(),
                        spine.metrics(),
                        Followers.RetryPolicy.STANDARD);
        followers.start(
                new Follower.Live() {
                    @Override
                    public String name() {
                        return "ears";
                    }

                    @Override
                    public void follow(List<Change> changes) {
                        changes.forEach(change -> heard.add(change.seq()));
                    }
                });
        followers.start(
                new Follower.Durable() {
                    @Override
                    public String name() {
                        return "pen";
                    }

                    @Override
                    public void follow(Tx tx, Change change) {
                        noted.add(change.seq());
                    }
                });
    }

    @AfterEach
    void close() {
        followers.close();
        spine.close();
    }

    @Test
    void followers_pass_by_what_a_newer_node_has_written_of_a_kind_that_is_not_known() {
        FutureChange.write(spine, "thing", 1_200);
        var _ = spine.runner().run(Thing.make("known", Course.WELL));
        eventually(() -> assertThat(heard).containsExactly(1_201L));
        eventually(() -> assertThat(noted).containsExactly(1_201L));

        FutureChange.write(spine, "thing", 3);
        eventually(() -> assertThat(lag("ears")).isZero());
        eventually(() -> assertThat(lag("pen")).isZero());
    }

    @Test
    void followers_go_on_where_a_new_life_of_the_log_begins() {
        var _ = spine.runner().run(Thing.make("old", Course.WELL));
        eventually(() -> assertThat(noted).containsExactly(1L));

        LogMeta fresh = spine.writer().write(LogMeta::startEpoch);
        spine.feed().refresh();
        eventually(() -> assertThat(lag("ears")).isZero());
        eventually(() -> assertThat(lag("pen")).isZero());
        var _ = spine.runner().run(Thing.make("new", Course.WELL));

        eventually(() -> assertThat(heard).containsExactly(1L, fresh.floorSeq() + 1));
        eventually(() -> assertThat(noted).containsExactly(1L, fresh.floorSeq() + 1));
    }

    @Test
    void a_timeline_leaves_out_what_is_of_a_kind_that_is_not_known() {
        var _ = spine.runner().run(Thing.make("known", Course.WELL));
        Change made = spine.database().read(tx -> spine.reader().after(tx, 0, 1)).getFirst();
        FutureChange.write(spine, made.entityType(), 2);

        List<Change> told =
                spine.database()
                        .read(
                                tx ->
                                        spine.reader()
                                                .of(
                                                        tx,
                                                        made.entityType(),
                                                        made.entityId(),
                                                        Long.MAX_VALUE,
                                                        10));
        assertThat(told).containsExactly(made);
        List<ChangeReader.Count> counts =
                spine.database()
                        .read(
                                tx ->
                                        spine.reader()
                                                .countsAbout(
                                                        tx,
                                                        new Subject(
                                                                made.entityType(),
                                                                made.entityId())));
        assertThat(counts).extracting(ChangeReader.Count::changes).containsExactly(1L);
    }

    private double lag(String follower) {
        return spine.metrics().get("crm.follower.lag").tag("follower", follower).gauge().value();
    }
}
