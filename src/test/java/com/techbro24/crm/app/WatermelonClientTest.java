package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.socketio.NodeScript;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * Stock WatermelonDB against the whole program, over a network that loses requests and answers,
 * while leads are handed from one agent to the other.
 */
class WatermelonClientTest {
    @Test
    void two_watermelondb_clients_end_with_what_rest_shows() throws Exception {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            Person ann = crm.person("Ann", "agent", "north");
            Person bob = crm.person("Bob", "agent", "south");
            String output =
                    NodeScript.run(
                            "watermelon.js",
                            crm.url(),
                            crm.admin(),
                            ann.id() + ":" + ann.token(),
                            bob.id() + ":" + bob.token());
            assertThat(output).isEqualTo("0\nall well\n");
        }
    }
}
