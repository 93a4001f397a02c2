package com.techbro24.crm.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class AccountStoreTest {
    private final Spine spine;

    AccountStoreTest(TestDatabase kind) {
        spine = Spine.open(kind);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void an_email_is_taken_however_its_letters_are_cased() {
        write(tx -> AccountStore.insert(tx, "a", "Ann@Example.com", null, Role.ADMIN, null, true));

        assertThatThrownBy(
                        () ->
                                write(
                                        tx ->
                                                AccountStore.insert(
                                                        tx,
                                                        "b",
                                                        "ann@example.COM",
                                                        null,
                                                        Role.AGENT,
                                                        null,
                                                        true)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(409);
                            assertThat(problem.json().at("/errors/0/field").asText())
                                    .isEqualTo("email");
                        });
        assertThat(find("ann@EXAMPLE.com").email()).isEqualTo("Ann@Example.com");
    }

    @Test
    void a_rule_and_an_import_have_the_rights_that_their_account_has_now() {
        write(tx -> AccountStore.insert(tx, "a", "ann@example.com", null, Role.ADMIN, null, true));
        write(tx -> AccountStore.insert(tx, "b", "bob@example.com", null, Role.ADMIN, null, true));
        for (Caller.Kind kind : List.of(Caller.Kind.RULE, Caller.Kind.IMPORT, Caller.Kind.BULK)) {
            Caller before = Caller.inNameOf(find("bob@example.com"), kind);
            write(tx -> AccountStore.update(tx, "b", "bob@example.com", Role.AGENT, "x", true));
            Caller now = asOf(before);
            assertThat(now.role()).isEqualTo(Role.AGENT);
            assertThat(now.scopes()).containsExactly("agent:b");

            write(tx -> AccountStore.update(tx, "b", "bob@example.com", Role.ADMIN, null, false));
            assertThatThrownBy(() -> asOf(before)).isInstanceOf(Problem.class);
            write(tx -> AccountStore.update(tx, "b", "bob@example.com", Role.ADMIN, null, true));
            Caller nobody = new Caller("nobody", Role.ADMIN, null, true, kind, null);
            assertThatThrownBy(() -> asOf(nobody)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void an_account_may_change_the_case_of_its_own_email() {
        write(tx -> AccountStore.insert(tx, "a", "ann@example.com", null, Role.ADMIN, null, true));

        write(tx -> AccountStore.update(tx, "a", "Ann@example.com", Role.ADMIN, "north", true));

        assertThat(find("ann@example.com").email()).isEqualTo("Ann@example.com");
        assertThat(find("ann@example.com").team()).isEqualTo("north");
    }

    @Test
    void the_last_active_admin_can_be_neither_demoted_nor_disabled() {
        write(
                tx -> {
                    AccountStore.insert(tx, "a", "a@example.com", null, Role.ADMIN, null, true);
                    AccountStore.insert(tx, "b", "b@example.com", null, Role.ADMIN, null, false);
                });

        assertConflict(
                tx -> AccountStore.update(tx, "a", "a@example.com", Role.MANAGER, null, true));
        assertConflict(
                tx -> AccountStore.update(tx, "a", "a@example.com", Role.ADMIN, null, false));
        write(tx -> AccountStore.update(tx, "b", "b@example.com", Role.ADMIN, null, true));
        write(tx -> AccountStore.update(tx, "a", "a@example.com", Role.AGENT, null, true));
        assertThat(find("a@example.com").role()).isEqualTo(Role.AGENT);
        assertConflict(tx -> AccountStore.update(tx, "b", "b@example.com", Role.AGENT, null, true));
    }

    @Test
    void what_is_not_there_has_no_team_and_is_not_active() {
        write(tx -> AccountStore.insert(tx, "a", "a@example.com", null, Role.AGENT, "n", false));

        assertThat(spine.database().<Boolean>read(tx -> AccountStore.isActive(tx, "a"))).isFalse();
        assertThat(spine.database().<Boolean>read(tx -> AccountStore.isActive(tx, "x"))).isFalse();
        assertThat(team("a")).isEqualTo("n");
        assertThat(team("x")).isNull();
    }

    private @Nullable String team(String agentId) {
        return spine.database()
                .<@Nullable String>read(tx -> AccountStore.teamOf(tx, agentId).orElse(null));
    }

    private Account find(String email) {
        return spine.database().read(tx -> AccountStore.findByEmail(tx, email).orElseThrow());
    }

    private void assertConflict(Consumer<Tx> work) {
        assertThatThrownBy(() -> write(work))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(Problem.Code.CONFLICT));
    }

    private Caller asOf(Caller caller) {
        return spine.writer().write(tx -> AccountStore.asOf(tx, caller));
    }

    private void write(Consumer<Tx> work) {
        boolean _ =
                spine.writer()
                        .write(
                                tx -> {
                                    work.accept(tx);
                                    return true;
                                });
    }
}
