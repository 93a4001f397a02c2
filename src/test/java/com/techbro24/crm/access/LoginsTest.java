package com.techbro24.crm.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class LoginsTest extends LoginFixture {
    LoginsTest(TestDatabase kind) {
        super(kind);
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
        List<Long> waits = new ArrayList<>();
        for (int wrong = 0; wrong < 9; wrong++) {
            long before = PASSWORDS.hashed();
            Problem limited = refused("ann@x.test", RIGHT, "2.2.2." + wrong);
            assertThat(limited.status()).isEqualTo(429);
            assertThat(PASSWORDS.hashed()).isEqualTo(before);
            long wait = limited.json().get("retryAfterSeconds").longValue();
            waits.add(wait);
            spine.clock().advance(Duration.ofSeconds(wait));
            assertThat(refused("ann@x.test", "wrong", "3.3.3." + wrong).status()).isEqualTo(401);
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        spine.clock().advance(Duration.ofSeconds(60));
        assertThat(open("ann@x.test", RIGHT, "4.4.4.4").token()).isNotEmpty();
        assertThat(refused("ann@x.test", "wrong", "5.5.5.5").status()).isEqualTo(401);
        assertThat(refused("ann@x.test", "wrong", "5.5.5.6").status()).isEqualTo(401);
    }

    @Test
    void an_unknown_email_is_rate_limited_like_a_known_one() {
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(refused("nobody@x.test", "wrong", "1.1.1." + wrong).status()).isEqualTo(401);
        }
        assertThat(refused("nobody@x.test", "wrong", "1.1.1.9").status()).isEqualTo(429);
    }

    @Test
    void an_address_that_guesses_at_many_accounts_is_slowed_down_and_no_login_washes_it_off() {
        guessAt(LoginAttempt.ACCOUNTS_FREE, "6.6.6.6");
        assertThat(open("ann@x.test", RIGHT, "6.6.6.6").token()).isNotEmpty();
        assertThat(refused("b@x.test", "wrong", "6.6.6.6").status()).isEqualTo(401);

        assertThat(refused("c@x.test", "wrong", "6.6.6.6").status()).isEqualTo(429);
        assertThat(refused("c@x.test", "wrong", "7.7.7.7").status()).isEqualTo(401);
        spine.clock().advance(Duration.ofSeconds(1));
        assertThat(refused("c@x.test", "wrong", "6.6.6.6").status()).isEqualTo(401);
        Problem longer = refused("d@x.test", "wrong", "6.6.6.6");
        assertThat(longer.json().get("retryAfterSeconds").longValue()).isEqualTo(2);
    }

    @Test
    void who_is_known_at_an_address_logs_in_whatever_others_there_guess_even_after_a_logout() {
        Logins.Opened opened = open("ann@x.test", RIGHT, "6.6.6.6");
        logins.end(caller(opened.token()), opened.session().id());
        guessAt(LoginAttempt.ACCOUNTS_FREE + 1, "6.6.6.6");
        assertThat(refused("root@x.test", RIGHT, "6.6.6.6").status()).isEqualTo(429);

        assertThat(open("ann@x.test", RIGHT, "6.6.6.6").token()).isNotEmpty();
        assertThat(refused("root@x.test", RIGHT, "6.6.6.6").status()).isEqualTo(429);
    }

    @Test
    void the_wrong_passwords_of_one_person_make_no_colleague_at_the_address_wait() {
        for (int wrong = 0; wrong < 50; wrong++) {
            assertThat(refused("ann@x.test", "wrong", "6.6.6.6").status()).isIn(401, 429);
            spine.clock().advance(Duration.ofSeconds(2));
        }
        assertThat(refused("ann@x.test", RIGHT, "6.6.6.6").status()).isEqualTo(429);
        assertThat(open("root@x.test", RIGHT, "6.6.6.6").token()).isNotEmpty();
    }

    @Test
    void who_mistypes_and_then_logs_in_leaves_nothing_at_the_address() {
        for (int round = 0; round < 3 * LoginAttempt.ACCOUNTS_FREE; round++) {
            assertThat(refused("ann@x.test", "wrong", "6.6.6.6").status()).isEqualTo(401);
            assertThat(open("ann@x.test", RIGHT, "6.6.6.6").token()).isNotEmpty();
            write(tx -> LoginNetworkStore.forget(tx, "ann"));
            write(tx -> SessionStore.deleteAllOf(tx, "ann", null));
        }
        assertThat(open("root@x.test", RIGHT, "6.6.6.6").token()).isNotEmpty();
        assertThat(spine.count("SELECT COUNT(*) FROM login_failures")).isZero();
    }

    @Test
    void fifty_right_logins_at_the_same_instant_all_get_in() throws Exception {
        for (String email : List.of("a%d@x.test", "ann@x.test")) {
            List<Future<Logins.Opened>> answers = new ArrayList<>();
            for (int agent = 0; agent < 50 && email.startsWith("a%"); agent++) {
                String id = "a" + agent;
                write(
                        tx ->
                                AccountStore.insert(
                                        tx,
                                        id,
                                        id + "@x.test",
                                        PASSWORDS.hash(RIGHT),
                                        Role.AGENT,
                                        null,
                                        true));
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int agent = 0; agent < 50; agent++) {
                    String own = email.formatted(agent);
                    answers.add(threads.submit(() -> open(own, RIGHT, "6.6.6.6")));
                }
            }
            for (Future<Logins.Opened> answer : answers) {
                assertThat(answer.get().token()).startsWith("crm_s_");
            }
        }
    }

    @Test
    void all_addresses_of_one_ipv6_network_are_one() {
        for (int wrong = 0; wrong <= LoginAttempt.ACCOUNTS_FREE; wrong++) {
            assertThat(refused("a" + wrong + "@x.test", "wrong", "2001:db8:0:1::" + wrong).status())
                    .isEqualTo(401);
        }
        assertThat(refused("c@x.test", "wrong", "2001:db8:0:1:ffff::1").status()).isEqualTo(429);
        assertThat(refused("c@x.test", "wrong", "2001:db8:0:2::1").status()).isEqualTo(401);
    }

    /** One wrong password each at so many accounts that there are not. */
    private void guessAt(int accounts, String address) {
        for (int account = 0; account < accounts; account++) {
            assertThat(refused("guess" + account + "@x.test", "wrong", address).status())
                    .isEqualTo(401);
        }
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
    void a_hash_with_outdated_cost_is_replaced_at_the_next_login() {
        String old = new Passwords(new Passwords.Cost(32, 1, 1), 1).hash(RIGHT);
        write(tx -> AccountStore.setHash(tx, "ann", old));

        assertThat(open("ann@x.test", RIGHT, "1.1.1.1").token()).isNotEmpty();

        String hash =
                spine.texts("SELECT password_hash FROM accounts WHERE agent_id = 'ann'").getFirst();
        assertThat(PASSWORDS.isOutdated(hash)).isFalse();
        assertThat(PASSWORDS.matches(RIGHT, hash)).isTrue();
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
    void the_first_admin_is_created_once_and_a_generated_password_is_shown_once() {
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

            assertThat(made.isGenerated()).isTrue();
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
}
