package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.TestDatabase;
import com.techbro24.crm.support.WriterLock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is online, also while the database can't be written, and between nodes. */
@ParameterizedClass
@EnumSource
class PresenceTest {
    private final TestDatabase kind;
    private String database = "";
    private RunningCrm crm;

    PresenceTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() {
        database = RunningCrm.address(kind);
        crm = RunningCrm.over(database);
    }

    @AfterEach
    void stop() {
        crm.close();
    }

    @Test
    void who_is_there_is_told_on_the_first_socket_and_the_last() {
        Person ann = crm.person("Ann", "agent", null);
        LiveClient admin = crm.connect(crm.admin());
        admin.next("ready");
        LiveClient one = crm.connect(ann.token());
        one.next("ready");
        LiveClient two = crm.connect(ann.token());
        two.next("ready");
        assertThat(admin.hearsOnline(ann.id())).isTrue();
        assertThat(online(admin)).contains(ann.id());
        one.close();
        two.close();
        assertThat(admin.hearsOnline(ann.id())).isFalse();
    }

    @Test
    void while_nobody_can_write_agents_still_go_online_and_offline() throws Exception {
        Person ann = crm.person("Ann", "agent", null);
        LiveClient admin = crm.connect(crm.admin());
        admin.next("ready");
        try (var _ = new WriterLock(DatabaseUrl.parse(database))) {
            LiveClient client = crm.connect(ann.token());
            client.next("ready");
            assertThat(admin.hearsOnline(ann.id())).isTrue();
            assertThat(online(admin)).contains(ann.id());

            client.close();
            assertThat(admin.hearsOnline(ann.id())).isFalse();
            assertThat(online(admin)).doesNotContain(ann.id());
        }
    }

    @Test
    void an_agent_who_leaves_while_writes_fail_is_offline_everywhere_once_writes_work() {
        if (kind == TestDatabase.SQLITE) {
            return; // a file belongs to one process
        }
        Person ann = crm.person("Ann", "agent", null);
        try (RunningCrm other = RunningCrm.over(database)) {
            LiveClient there = other.connect(other.admin());
            there.next("ready");
            LiveClient client = crm.connect(ann.token());
            client.next("ready");
            eventually(() -> assertThat(online(there)).contains(ann.id()));
            try (var _ = new WriterLock(DatabaseUrl.parse(database))) {
                LiveClient here = crm.connect(crm.admin());
                here.next("ready");
                client.close();
                eventually(() -> assertThat(online(here)).doesNotContain(ann.id()));
            }
            eventually(() -> assertThat(online(there)).doesNotContain(ann.id()));
        }
    }

    @Test
    void a_node_whose_rows_were_removed_enters_them_again() throws Exception {
        Person ann = crm.person("Ann", "agent", null);
        crm.connect(ann.token()).next("ready");
        LiveClient admin = crm.connect(crm.admin());
        admin.next("ready");
        try (DatabaseState stand = new DatabaseState(database)) {
            eventually(() -> assertThat(stand.rows("presence")).isEqualTo(2));
            // As another node does that has not heard of this one for long.
            stand.run("DELETE FROM presence");
            stand.run("DELETE FROM nodes");
            eventually(() -> assertThat(stand.rows("presence")).isEqualTo(2));
        }
        assertThat(online(admin)).contains(ann.id());
    }

    @Test
    void a_node_whose_clock_is_behind_is_seen_by_the_others() {
        if (kind == TestDatabase.SQLITE) {
            return; // a file belongs to one process
        }
        Person ann = crm.person("Ann", "agent", null);
        for (Duration offset : List.of(Duration.ofMinutes(-1), Duration.ofMinutes(1))) {
            try (RunningCrm other =
                    new RunningCrm(database, Clock.offset(Clock.systemUTC(), offset))) {
                LiveClient here = crm.connect(crm.admin());
                LiveClient there = other.connect(ann.token());
                here.next("ready");
                there.next("ready");
                eventually(() -> assertThat(online(here)).contains(ann.id()));
                eventually(() -> assertThat(online(there)).contains(ann.id()));
            }
        }
    }

    private static List<String> online(LiveClient client) {
        try {
            JsonNode answer = client.ask("presence.list", Json.object());
            return answer.get("agents").findValuesAsText("agentId");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
