package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.support.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tries all that the OpenAPI document has, and each of its commands over a socket too, as everyone
 * role; {@link AccessMatrixFixtures} says how to call each operation.
 */
@ParameterizedClass
@EnumSource
record AccessMatrixTest(TestDatabase kind) {
    @Test
    void each_caller_is_answered_as_the_document_and_the_rights_say_on_either_way() {
        String database = RunningCrm.address(kind);
        try (FakeTwilio twilio = new FakeTwilio();
                RunningCrm crm =
                        new RunningCrm(database, Clock.systemUTC(), twilio.quietSettings());
                AccessMatrix walk = new AccessMatrix(crm, database)) {
            Map<String, Fixture> fixtures = AccessMatrixFixtures.all();
            List<String> commands = new ArrayList<>(commands());
            for (Operation operation : walk.operations()) {
                operation.command().ifPresent(commands::remove);
                Fixture fixture = fixtures.remove(operation.name());
                if (fixture == null) {
                    walk.error(operation.name() + " has no line in AccessMatrixFixtures");
                } else {
                    walk.along(operation, fixture);
                }
            }
            fixtures.keySet().forEach(name -> walk.error(name + " is not in the document"));
            Map<String, String> others = AccessMatrixInternal.ofTheProgram();
            for (String command : commands) {
                String input = others.get(command);
                if (input == null) {
                    walk.error(
                            command + " is no operation, and has no line in AccessMatrixFixtures");
                } else {
                    walk.ofTheProgram(command, input.replace('\'', '"'));
                }
            }
            assertThat(walk.errors()).as(walk.errors().size() + " faults").isEmpty();
        }
    }

    private List<String> commands() {
        Settings settings = Settings.read(Map.of("CRM_DATABASE", RunningCrm.address(kind)));
        try (Core core = Core.open(settings, Clock.systemUTC(), new SimpleMeterRegistry())) {
            return core.catalog().all().stream().map(CommandType::name).toList();
        }
    }

    @Test
    void nobody_gets_a_socket_without_a_token() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            for (String token : List.of("", "nonsense")) {
                var refused = crm.connect(token).next("connect_error").payload();
                assertThat(refused.findValuesAsText("code")).contains("unauthenticated");
                assertThat(Json.text(refused)).doesNotContain("SELECT");
            }
        }
    }
}
