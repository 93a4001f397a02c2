package com.techbro24.crm.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Accounts with passwords, and the login classes; the test sets the clock. */
abstract class LoginFixture {
    static final Passwords PASSWORDS = new Passwords(new Passwords.Cost(64, 1, 1), 4);
    static final String RIGHT = "the right password";
    static final SessionSettings SETTINGS =
            new SessionSettings(Duration.ofHours(2), Duration.ofHours(10));

    final TestDatabase kind;
    final Spine spine;
    final Credentials credentials;
    final Logins logins;
    final ApiKeys keys;

    LoginFixture(TestDatabase kind) {
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
    static Credentials credentials(Spine spine) {
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

    void assertForbidden(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(403));
    }

    Logins.Opened open(String email, String password, String address) {
        return logins.open(email, password, origin(address));
    }

    Problem refused(String email, String password, String address) {
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

    Caller caller(String token) {
        return credentials.find(token).map(Credential::caller).orElseThrow();
    }

    void write(Consumer<Tx> work) {
        @Nullable Object _ =
                spine.writer()
                        .<@Nullable Object>write(
                                tx -> {
                                    work.accept(tx);
                                    return null;
                                });
    }
}
