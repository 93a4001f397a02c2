package com.techbro24.crm.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final Passwords.Cost CHEAP = new Passwords.Cost(64, 1, 1);

    private final Passwords passwords = new Passwords(CHEAP, 2);

    @Test
    void a_password_matches_its_own_hash_and_no_other() {
        String hash = passwords.hash("correct horse");

        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("correct hors", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
    }

    /** One of the reference implementation's own test vectors. */
    @Test
    void a_hash_of_the_reference_implementation_is_understood() {
        String hash =
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(passwords.matches("password", hash)).isTrue();
        assertThat(passwords.matches("Password", hash)).isFalse();
    }

    @Test
    void one_password_in_two_unicode_forms_is_one_password() {
        assertThat(passwords.matches("cafe\u0301 au lait", passwords.hash("caf\u00e9 au lait")))
                .isTrue();
    }

    @Test
    void no_hash_and_a_broken_hash_match_nothing_at_the_cost_of_one_hash() {
        for (String stored : new String[] {null, "", "hash of x", "$argon2id$v=19$m=1,t=1,p=1$$"}) {
            long before = passwords.hashed();

            assertThat(passwords.matches("anything", stored)).isFalse();

            assertThat(passwords.hashed() - before).isOne();
        }
    }

    @Test
    void a_hash_of_another_cost_is_outdated_and_still_matches() {
        String old = new Passwords(new Passwords.Cost(32, 1, 1), 2).hash("secret word");

        assertThat(passwords.isOutdated(old)).isTrue();
        assertThat(passwords.isOutdated(passwords.hash("secret word"))).isFalse();
        assertThat(passwords.matches("secret word", old)).isTrue();
    }

    @Test
    void the_standard_cost_is_what_owasp_asks_for_and_is_written_as_a_phc_string() {
        assertThat(Passwords.standard().hash("secret word"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void many_at_once_all_get_their_turn() throws Exception {
        String hash = passwords.hash("secret word");
        var answers = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 200; number++) {
                answers.add(threads.submit(() -> passwords.matches("secret word", hash)));
            }
        }
        for (Future<Boolean> answer : answers) {
            assertThat(answer.get()).isTrue();
        }
    }

    @Test
    void a_made_password_is_long_and_never_the_same() {
        assertThat(passwords.make()).hasSize(20).isNotEqualTo(passwords.make());
    }
}
