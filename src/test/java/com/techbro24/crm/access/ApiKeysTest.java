package com.techbro24.crm.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ApiKeysTest extends LoginFixture {
    ApiKeysTest(TestDatabase kind) {
        super(kind);
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
        keys.end(caller(open("ann@x.test", RIGHT, "1.1.1.1").token()), writes.key().id());
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
        assertThat(spine.count("SELECT COUNT(*) FROM login_networks")).isOne();
        write(
                tx -> {
                    boolean more =
                            Logins.purge(tx, spine.clock().instant().plus(Duration.ofDays(90)));
                    assertThat(more).isFalse();
                });
        assertThat(spine.count("SELECT COUNT(*) FROM login_networks")).isZero();
    }
}
