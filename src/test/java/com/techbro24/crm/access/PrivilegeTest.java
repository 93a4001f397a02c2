package com.techbro24.crm.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller could do a moment ago is worth nothing where accounts and logins change. */
@ParameterizedClass
@EnumSource
class PrivilegeTest extends LoginFixture {
    private final Caller admin;

    PrivilegeTest(TestDatabase kind) {
        super(kind);
        write(
                tx ->
                        AccountStore.insert(
                                tx,
                                "chief",
                                "chief@x.test",
                                PASSWORDS.hash(RIGHT),
                                Role.ADMIN,
                                null,
                                true));
        admin = caller(open("root@x.test", RIGHT, "1.1.1.1").token());
    }

    private void setPassword(String own) {
        logins.setPassword(admin, own, "chief", "taken over now", "1.1.1.1");
    }

    private void assertRefused(int status, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
    }

    private List<String> state() {
        return List.of(
                spine.texts("SELECT password_hash FROM accounts WHERE agent_id = 'chief'")
                        .toString(),
                spine.texts("SELECT id FROM sessions ORDER BY id").toString(),
                spine.texts("SELECT id FROM api_keys ORDER BY id").toString());
    }

    private Map<String, Runnable> privileged(String sessionId, String keyId) {
        return Map.of(
                "set a password", () -> setPassword(RIGHT),
                "change the own password",
                        () -> logins.changePassword(admin, RIGHT, "kept for later", "1.1.1.1"),
                "make a key", () -> keys.make(admin, "kept for later", true, null),
                "end a key", () -> keys.end(admin, keyId),
                "end a session", () -> logins.end(admin, sessionId));
    }

    @Test
    void a_remembered_caller_whose_session_has_ended_changes_nothing_any_more() {
        ApiKeys.Made key = keys.make(admin, "its own", true, null);
        write(
                tx -> {
                    AccountStore.update(tx, "root", "root@x.test", Role.ADMIN, null, false);
                    AccountStore.update(tx, "root", "root@x.test", Role.ADMIN, null, true);
                });
        List<String> before = state();

        privileged("x", key.key().id()).forEach((what, work) -> assertRefused(401, work));

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void a_cached_admin_who_is_disabled_or_demoted_cannot_set_a_password() {
        List<String> before = state();
        write(tx -> AccountStore.update(tx, "root", "root@x.test", Role.AGENT, null, true));
        assertRefused(403, () -> setPassword(RIGHT));
        write(tx -> AccountStore.update(tx, "root", "root@x.test", Role.ADMIN, null, false));
        assertRefused(401, () -> setPassword(RIGHT));

        assertThat(state().getFirst()).isEqualTo(before.getFirst());
        Problem refused = refused("chief@x.test", "taken over now", "1.1.1.1");
        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void to_set_the_password_of_another_takes_the_own_one_which_cannot_be_guessed_at_either() {
        for (int wrong = 0; wrong < 5; wrong++) {
            assertRefused(422, () -> setPassword("wrong"));
        }
        assertRefused(429, () -> setPassword(RIGHT));
    }

    @Test
    void a_password_that_an_admin_sets_ends_the_sessions_and_keys_of_its_owner_only() {
        Logins.Opened chief = open("chief@x.test", RIGHT, "2.2.2.2");
        ApiKeys.Made key = keys.make(caller(chief.token()), "of the chief", true, null);
        ApiKeys.Made own = keys.make(admin, "of the admin", true, null);

        setPassword(RIGHT);

        assertThat(credentials.find(chief.token())).isEmpty();
        assertThat(credentials.find(key.text())).isEmpty();
        assertThat(credentials.find(own.text())).isPresent();
        assertThat(open("chief@x.test", "taken over now", "2.2.2.2").token()).isNotEmpty();
    }

    @Test
    void a_password_that_one_changes_oneself_leaves_the_own_keys() {
        ApiKeys.Made key = keys.make(admin, "of the admin", true, null);
        logins.changePassword(admin, RIGHT, "another password", "1.1.1.1");
        assertThat(credentials.find(key.text())).isPresent();
    }
}
