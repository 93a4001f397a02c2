package com.techbro24.crm.access;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SessionsTest extends LoginFixture {
    SessionsTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_session_ends_when_it_is_idle_for_too_long_and_use_moves_that() {
        String token = open("ann@x.test", RIGHT, "1.1.1.1").token();
        for (int hour = 0; hour < 9; hour++) {
            spine.clock().advance(Duration.ofHours(1));
            Instant now = spine.clock().instant();
            assertThat(credentials.find(token)).isPresent();
            eventually(
                    () ->
                            assertThat(
                                            spine.count(
                                                    "SELECT seen_at FROM sessions WHERE agent_id = 'ann'"))
                                    .isEqualTo(now.toEpochMilli()));
        }
        spine.clock().advance(Duration.ofHours(1));
        assertThat(credentials.find(token)).as("its last end has come, used or not").isEmpty();
    }

    @Test
    void a_session_that_is_not_used_ends_early() {
        String token = open("ann@x.test", RIGHT, "1.1.1.1").token();
        assertThat(credentials.find(token)).isPresent();

        spine.clock().advance(Duration.ofHours(2));

        assertThat(credentials.find(token)).isEmpty();
    }

    @Test
    void a_use_is_written_down_at_most_once_a_minute() {
        String token = open("ann@x.test", RIGHT, "1.1.1.1").token();
        Instant opened = spine.clock().instant();
        for (int second = 0; second < 59; second++) {
            spine.clock().advance(Duration.ofSeconds(1));
            assertThat(credentials.find(token)).isPresent();
        }
        long _ = spine.writer().write(tx -> 0L); // all that was handed in before is done by now
        assertThat(spine.count("SELECT seen_at FROM sessions")).isEqualTo(opened.toEpochMilli());

        spine.clock().advance(Duration.ofSeconds(1));
        assertThat(credentials.find(token)).isPresent();

        long _ = spine.writer().write(tx -> 0L);
        assertThat(spine.count("SELECT seen_at FROM sessions")).isEqualTo(spine.clock().millis());
    }

    @Test
    void sessions_are_listed_and_ended_by_their_owner_alone() {
        Logins.Opened one = open("ann@x.test", RIGHT, "1.1.1.1");
        spine.clock().advance(Duration.ofSeconds(1));
        Logins.Opened two = open("ann@x.test", RIGHT, "2.2.2.2");
        Caller ann = caller(two.token());
        Caller root = caller(open("root@x.test", RIGHT, "3.3.3.3").token());
        assertThat(logins.list(ann))
                .extracting(Session::id)
                .containsExactly(two.session().id(), one.session().id());

        assertThatThrownBy(() -> logins.end(root, one.session().id()))
                .hasMessage("There is no session with this id.");
        logins.end(ann, one.session().id());

        assertThat(credentials.find(one.token())).isEmpty();
        assertThat(credentials.find(two.token())).isPresent();
        assertThat(logins.list(ann)).extracting(Session::id).containsExactly(two.session().id());
    }

    @Test
    void a_changed_password_ends_the_other_sessions() {
        Logins.Opened one = open("ann@x.test", RIGHT, "1.1.1.1");
        Logins.Opened two = open("ann@x.test", RIGHT, "2.2.2.2");
        Logins.Opened other = open("root@x.test", RIGHT, "2.2.2.2");
        Caller ann = caller(two.token());
        assertThat(credentials.find(one.token())).isPresent();

        assertThatThrownBy(() -> logins.changePassword(ann, "wrong", "another one", "2.2.2.2"))
                .hasMessage("The current password is wrong.");
        logins.changePassword(ann, RIGHT, "another one", "2.2.2.2");

        assertThat(credentials.find(one.token())).isEmpty();
        assertThat(credentials.find(two.token())).isPresent();
        assertThat(credentials.find(other.token())).isPresent();
        assertThat(refused("ann@x.test", RIGHT, "2.2.2.2").status()).isEqualTo(401);
        assertThat(open("ann@x.test", "another one", "2.2.2.2").token()).isNotEmpty();
    }

    @Test
    void a_disabled_account_and_a_changed_role_count_within_a_second() {
        String token = open("ann@x.test", RIGHT, "1.1.1.1").token();
        String key = keys.make(caller(token), "script", true, null).text();
        assertThat(caller(key).role()).isEqualTo(Role.AGENT);

        write(tx -> AccountStore.update(tx, "ann", "ann@x.test", Role.MANAGER, null, true));
        spine.clock().advance(Duration.ofSeconds(1));
        assertThat(caller(token).role()).isEqualTo(Role.MANAGER);
        assertThat(caller(key).role()).isEqualTo(Role.MANAGER);

        write(tx -> AccountStore.update(tx, "ann", "ann@x.test", Role.MANAGER, null, false));
        spine.clock().advance(Duration.ofSeconds(1));
        assertThat(credentials.find(token)).isEmpty();
        assertThat(credentials.find(key)).isEmpty();

        write(tx -> AccountStore.update(tx, "ann", "ann@x.test", Role.MANAGER, null, true));
        spine.clock().advance(Duration.ofSeconds(1));
        assertThat(credentials.find(token)).as("a session does not wake up again").isEmpty();
        assertThat(credentials.find(key)).isPresent();
    }

    @Test
    void what_ends_on_one_node_has_ended_on_the_other_within_a_second() {
        Assumptions.assumeTrue(kind == TestDatabase.POSTGRESQL, "a file has one process");
        try (Spine other = Spine.open(spine.url(), spine.clock())) {
            Credentials there = credentials(other);
            Logins.Opened opened = open("ann@x.test", RIGHT, "1.1.1.1");
            assertThat(there.find(opened.token())).isPresent();

            logins.end(caller(opened.token()), opened.session().id());
            spine.clock().advance(Duration.ofSeconds(1));

            assertThat(there.find(opened.token())).isEmpty();
        }
    }

    @Test
    void what_cannot_be_a_token_is_not_looked_for() {
        for (String text : List.of("", "crm_s_", "crm_s_" + "x".repeat(44), "x".repeat(49))) {
            assertThat(credentials.find(text)).isEmpty();
        }
        assertThat(credentials.find("crm_s_" + "A".repeat(43))).isEmpty();
    }
}
