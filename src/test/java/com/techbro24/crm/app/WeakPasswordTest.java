package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that anybody would try first are refused on every way in. */
@ParameterizedClass
@EnumSource
record WeakPasswordTest(TestDatabase kind) {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "            ",
                "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0",
                "ann@example.com",
                " ANN@Example.COM "
            })
    void a_password_of_spaces_or_equal_to_the_email_is_refused(String weak) throws Exception {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", null);
            String change =
                    Json.text(Map.of("currentPassword", "a-password-of-Ann", "newPassword", weak));
            String given =
                    Json.text(
                            Map.of("ownPassword", RunningCrm.ADMIN_PASSWORD, "newPassword", weak));
            var agent =
                    Json.object()
                            .put("name", "Ann")
                            .put("role", "agent")
                            .put("email", weak.contains("@") ? "Ann@example.com" : "bob@x.test")
                            .put("password", weak);
            for (var refused :
                    new RunningCrm.Answer[] {
                        crm.post(ann.token(), "/api/auth/password", change),
                        crm.post(crm.admin(), "/api/agents/" + ann.id() + "/password", given),
                        crm.post(crm.admin(), "/api/agents", agent.toString())
                    }) {
                var error = refused.expect(400).json().at("/errors/0");
                assertThat(error.get("field").textValue()).isIn("newPassword", "password");
                assertThat(error.get("code").textValue()).isIn("invalid_password", "invalid_text");
            }
            var socket = crm.connect(crm.admin());
            assertThat(socket.ask("agent.create", agent).at("/problem/status").intValue())
                    .isEqualTo(400);
            assertThat(crm.login("ann@example.com", "a-password-of-Ann")).isNotEmpty();
        }
    }
}
