package com.techbro24.crm.access;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class LoginsTest {
    private static final Passwords PASSWORDS = new Passwords(new Passwords.Cost(64, 1, 1), 4);
    private static final String RIGHT = "the right password";
    private static final SessionSettings SETTINGS =
            new SessionSettings(Duration.ofHours(2), Duration.ofHours(10));

    private final TestDatabase kind;
    private final Spine spine;
    private final Credentials credentials;
    private final Logins logins;
    private final ApiKeys keys;

    LoginsTest(TestDatabase kind) {
        this.kind = kind;
        spine = Spine.open(kind);
        credentials = credentials(spine);
        logins = new Logins(spine.database(), spine.writer(), PASSWORDS, credentials, SETTINGS);
        keys = new ApiKeys(spine.database(), spine.writer(), credentials);
        String hash = PASSWORDS.hash(RIGHT);
        write(
                tx -> {
                    AccountStore.insert(tx, "root", "root@x.test", hash, Role.ADMIN, null, true);
                    AccountStore.insert(tx, "ann", "ann@x.test", hash, Role.AGENT, "north", true);
                    AccountStore.insert(tx, "off", "off@x.test", hash, Role.AGENT, null, false);
                    AccountStore.insert(tx, "new", "new@x.test", null, Role.AGENT, null, true);
                });
    }

    /** What is kept grows old by the test's clock. */
    private static Credentials credentials(Spine spine) {
        return new Credentials(
                spine.database(),
                spine.writer(),
                spine.clock(),
                SETTINGS,
                () -> spine.clock().millis() * 1_000_000);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void a_token_leads_to_its_agent_and_is_stored_nowhere() {
        Logins.Opened opened = open("Ann@X.test", RIGHT, "1.1.1.1");

        assertThat(opened.token()).startsWith("crm_s_").hasSize(49);
        Caller caller = caller(opened.token());
        assertThat(caller.agentId()).isEqualTo("ann");
        assertThat(caller.role()).isEqualTo(Role.AGENT);
        assertThat(caller.team()).isEqualTo("north");
        assertThat(caller.credentialId()).isEqualTo(opened.session().id());
        assertThat(opened.toString()).doesNotContain(opened.token());
        assertThat(spine.texts("SELECT token_hash FROM sessions"))
                .singleElement()
                .asString()
                .hasSize(64)
                .doesNotContain(opened.token());
    }

    @Test
    void every_way_to_fail_costs_one_hash_and_is_answered_alike() {
        List<String> answers = new ArrayList<>();
        for (String email : List.of("ann@x.test", "nobody@x.test", "new@x.test", "off@x.test")) {
            for (String password : List.of("wrong", RIGHT)) {
                if (email.startsWith("ann") && password.equals(RIGHT)) {
                    continue;
                }
                spine.clock().advance(Duration.ofHours(2));
                long before = PASSWORDS.hashed();
                Problem problem = refused(email, password, "1.1.1.1");
                assertThat(PASSWORDS.hashed() - before).as(email).isOne();
                answers.add(problem.json().toString());
            }
        }
        assertThat(answers).hasSize(7).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).contains("unauthenticated");
    }

    @Test
    void from_the_fifth_wrong_password_on_each_costs_a_longer_wait_but_never_the_account() {
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(refused("ann@x.test", "wrong", "1.1.1." + wrong).status()).isEqualTo(401);
        }
        List<Object> waits = new ArrayList<>();
        for (int wrong = 0; wrong < 9; wrong++) {
            long before = PASSWORDS.hashed();
            Problem limited = refused("ann@x.test", RIGHT, "2.2.2." + wrong);
            assertThat(limited.status()).isEqualTo(429);
            assertThat(PASSWORDS.hashed()).isEqualTo(before);
            waits.add(limited.members().get("retryAfterSeconds"));
            spine.clock()
                    .advance(Duration.ofSeconds((Long) limited.members().get("retryAfterSeconds")));
            assertThat(refused("ann@x.test", "wrong", "3.3.3." + wrong).status()).isEqualTo(401);
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        spine.clock().advance(Duration.ofSeconds(60));
        assertThat(open("ann@x.test", RIGHT, "4.4.4.4").token()).isNotEmpty();
        assertThat(refused("ann@x.test", "wrong", "5.5.5.5").status()).isEqualTo(401);
        assertThat(refused("ann@x.test", "wrong", "5.5.5.6").status()).isEqualTo(401);
    }

    @Test
    void an_email_that_nobody_has_is_slowed_down_alike() {
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(refused("nobody@x.test", "wrong", "1.1.1." + wrong).status()).isEqualTo(401);
        }
        assertThat(refused("nobody@x.test", "wrong", "1.1.1.9").status()).isEqualTo(429);
    }

    @Test
    void
            an_address_that_guesses_at_many_accounts_is_slowed_down_and_an_own_login_does_not_wash_it_off() {
        for (int wrong = 0; wrong < 4; wrong++) {
            assertThat(refused("a" + wrong + "@x.test", "wrong", "6.6.6.6").status())
                    .isEqualTo(401);
        }
        assertThat(open("ann@x.test", RIGHT, "6.6.6.6").token()).isNotEmpty();
        assertThat(refused("b@x.test", "wrong", "6.6.6.6").status()).isEqualTo(401);

        assertThat(refused("c@x.test", "wrong", "6.6.6.6").status()).isEqualTo(429);
        assertThat(refused("c@x.test", "wrong", "7.7.7.7").status()).isEqualTo(401);
    }

    @Test
    void all_addresses_of_one_ipv6_network_are_one() {
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(refused("a" + wrong + "@x.test", "wrong", "2001:db8:0:1::" + wrong).status())
                    .isEqualTo(401);
        }
        assertThat(refused("c@x.test", "wrong", "2001:db8:0:1:ffff::1").status()).isEqualTo(429);
        assertThat(refused("c@x.test", "wrong", "2001:db8:0:2::1").status()).isEqualTo(401);
    }

    @Test
    void whoever_guesses_from_elsewhere_does_not_keep_out_an_address_that_is_logged_in() {
        assertThat(open("ann@x.test", RIGHT, "8.8.8.8").token()).isNotEmpty();
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(refused("ann@x.test", "wrong", "1.1.1." + wrong).status()).isEqualTo(401);
        }
        assertThat(refused("ann@x.test", RIGHT, "1.1.1.9").status()).isEqualTo(429);

        assertThat(open("ann@x.test", RIGHT, "8.8.8.8").token()).isNotEmpty();
    }

    @Test
    void a_thousand_guesses_at_once_are_not_looked_at_as_one() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        long before = PASSWORDS.hashed();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int guess = 0; guess < 200; guess++) {
                String address = "9.9.9." + guess;
                answers.add(threads.submit(() -> refused("ann@x.test", "wrong", address).status()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(195);
        assertThat(PASSWORDS.hashed() - before).isEqualTo(5);
    }

    @Test
    void a_hash_of_an_older_cost_is_made_anew_at_the_next_login() {
        String old = new Passwords(new Passwords.Cost(32, 1, 1), 1).hash(RIGHT);
        write(tx -> AccountStore.setHash(tx, "ann", old));

        assertThat(open("ann@x.test", RIGHT, "1.1.1.1").token()).isNotEmpty();

        String hash =
                spine.texts("SELECT password_hash FROM accounts WHERE agent_id = 'ann'").getFirst();
        assertThat(PASSWORDS.isOutdated(hash)).isFalse();
        assertThat(PASSWORDS.matches(RIGHT, hash)).isTrue();
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
    void guessing_the_current_password_is_slowed_down_too() {
        Caller ann = caller(open("ann@x.test", RIGHT, "1.1.1.1").token());
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThatThrownBy(() -> logins.changePassword(ann, "wrong", "another one", "1.1.1.1"))
                    .hasMessage("The current password is wrong.");
        }
        assertThatThrownBy(() -> logins.changePassword(ann, RIGHT, "another one", "1.1.1.1"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(429));
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
    void a_key_reads_or_writes_until_it_ends_and_may_not_touch_the_login() {
        Caller ann = caller(open("ann@x.test", RIGHT, "1.1.1.1").token());
        Instant end = spine.clock().instant().plus(Duration.ofDays(1));
        ApiKeys.Made reads = keys.make(ann, "report", false, end);
        ApiKeys.Made writes = keys.make(ann, "import", true, null);

        assertThat(reads.text()).startsWith("crm_k_").startsWith(reads.key().prefix());
        assertThat(caller(reads.text()).mayWrite()).isFalse();
        assertThat(caller(writes.text()).mayWrite()).isTrue();
        assertThat(caller(writes.text()).kind()).isEqualTo(Caller.Kind.API_KEY);
        Caller program = caller(writes.text());
        assertForbidden(() -> keys.make(program, "more", true, null));
        assertForbidden(() -> keys.end(program, reads.key().id()));
        assertForbidden(() -> logins.changePassword(program, RIGHT, "another one", "1.1.1.1"));
        assertForbidden(() -> logins.end(program, "x"));

        spine.clock().advance(Duration.ofDays(1));
        assertThat(credentials.find(reads.text())).isEmpty();
        assertThat(keys.list(ann)).extracting(ApiKey::name).containsExactly("import");
        keys.end(ann, writes.key().id());
        assertThat(credentials.find(writes.text())).isEmpty();
    }

    @Test
    void live_tells_of_many_credentials_what_they_may_do_now() {
        Logins.Opened ann = open("ann@x.test", RIGHT, "1.1.1.1");
        Logins.Opened root = open("root@x.test", RIGHT, "1.1.1.1");
        ApiKey key = keys.make(caller(root.token()), "script", true, null).key();
        write(tx -> AccountStore.update(tx, "ann", "ann@x.test", Role.AGENT, null, false));

        var live =
                credentials.live(List.of(ann.session().id(), root.session().id(), key.id(), "x"));

        assertThat(live).containsOnlyKeys(root.session().id(), key.id());
        assertThat(live.values()).extracting(Caller::role).containsOnly(Role.ADMIN);
    }

    @Test
    void what_cannot_be_a_token_is_not_looked_for() {
        for (String text : List.of("", "crm_s_", "crm_s_" + "x".repeat(44), "x".repeat(49))) {
            assertThat(credentials.find(text)).isEmpty();
        }
        assertThat(credentials.find("crm_s_" + "A".repeat(43))).isEmpty();
    }

    @Test
    void what_has_expired_is_forgotten() {
        Caller ann = caller(open("ann@x.test", RIGHT, "1.1.1.1").token());
        ApiKeys.Made _ =
                keys.make(ann, "short", true, spine.clock().instant().plus(Duration.ofHours(1)));
        ApiKeys.Made _ = keys.make(ann, "long", true, null);
        Problem _ = refused("ann@x.test", "wrong", "2.2.2.2");
        spine.clock().advance(Duration.ofHours(3));

        write(
                tx -> {
                    boolean more = Logins.purge(tx, spine.clock().instant());
                    assertThat(more).isFalse();
                });

        assertThat(spine.count("SELECT COUNT(*) FROM sessions")).isZero();
        assertThat(spine.texts("SELECT name FROM api_keys")).containsExactly("long");
        assertThat(spine.count("SELECT COUNT(*) FROM login_failures")).isZero();
    }

    @Test
    void the_first_admin_is_made_once_and_a_made_password_is_told_once() {
        try (Spine empty = Spine.open(kind)) {
            FirstAdmin.Maker maker =
                    (email, password) -> {
                        long _ =
                                empty.writer()
                                        .write(
                                                tx -> {
                                                    AccountStore.insert(
                                                            tx,
                                                            "first",
                                                            email,
                                                            PASSWORDS.hash(password),
                                                            Role.ADMIN,
                                                            null,
                                                            true);
                                                    return 1L;
                                                });
                    };

            FirstAdmin.Login made = ensure(empty, maker).orElseThrow();

            assertThat(made.isMade()).isTrue();
            assertThat(made.toString()).doesNotContain(made.password());
            String hash = empty.texts("SELECT password_hash FROM accounts").getFirst();
            assertThat(PASSWORDS.matches(made.password(), hash)).isTrue();
            assertThat(ensure(empty, maker)).isEmpty();
        }
    }

    private static Optional<FirstAdmin.Login> ensure(Spine empty, FirstAdmin.Maker maker) {
        return FirstAdmin.ensure(
                empty.database(), PASSWORDS, "admin@example.com", Optional.empty(), maker);
    }

    private void assertForbidden(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(403));
    }

    private Logins.Opened open(String email, String password, String address) {
        return logins.open(email, password, origin(address));
    }

    private Problem refused(String email, String password, String address) {
        try {
            Logins.Opened opened = open(email, password, address);
            throw new AssertionError("was let in: " + opened);
        } catch (Problem problem) {
            return problem;
        }
    }

    private static Origin origin(String address) {
        return new Origin(address, "a test", "d1", null);
    }

    private Caller caller(String token) {
        return credentials.find(token).map(Credential::caller).orElseThrow();
    }

    private void write(Consumer<Tx> work) {
        @Nullable Object _ =
                spine.writer()
                        .<@Nullable Object>write(
                                tx -> {
                                    work.accept(tx);
                                    return null;
                                });
    }
}
