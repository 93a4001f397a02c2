package com.techbro24.crm.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody can always come in. */
@ParameterizedClass
@EnumSource
record FirstAdminTest(TestDatabase kind) {
    @Test
    void agents_without_an_admin_get_one() {
        try (Spine spine = Spine.open(kind)) {
            insert(spine, Role.AGENT, "agent@example.com");
            assertThat(ensured(spine)).containsExactly("admin@example.com");
        }
    }

    @Test
    void an_active_admin_is_enough() {
        try (Spine spine = Spine.open(kind)) {
            insert(spine, Role.ADMIN, "boss@example.com");
            assertThat(ensured(spine)).isEmpty();
        }
    }

    private static void insert(Spine spine, Role role, String email) {
        spine.writer()
                .<@Nullable Void>write(
                        tx -> {
                            AccountStore.insert(tx, Id.next(), email, null, role, null, true);
                            return null;
                        });
    }

    private static List<String> ensured(Spine spine) {
        List<String> made = new ArrayList<>();
        var _ =
                FirstAdmin.ensure(
                        spine.database(),
                        Passwords.standard(),
                        "admin@example.com",
                        Optional.of("correct-horse-battery"),
                        (email, password) -> made.add(email));
        return made;
    }
}
