package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Client;
import com.techbro24.crm.app.RunningCrm.Event;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes over one PostgreSQL, of which one stands still or is cut off. */
class NodesTest {
    private static final Duration LONGER_THAN_REMEMBERED = Duration.ofSeconds(20);

    @TempDir private Path folder;

    @Test
    void the_agents_of_a_node_that_stood_still_are_online_again_once_it_goes_on() throws Exception {
        String database = RunningCrm.address(TestDatabase.POSTGRESQL);
        try (NodeProcess one = NodeProcess.start(folder, database);
                NodeProcess other = NodeProcess.start(folder, database)) {
            String admin = one.admin();
            Person ann = one.person(admin, "ann");
            Client watching = other.connect(admin);
            watching.next("ready");
            Client client = one.connect(ann.token());
            client.next("ready");
            assertThat(isOnline(watching, ann)).isTrue();

            one.freeze();
            Thread.sleep(LONGER_THAN_REMEMBERED);
            assertThat(isOnline(watching, ann)).isFalse();
            one.thaw();

            assertThat(isOnline(watching, ann)).isTrue();
        }
    }

    private static boolean isOnline(Client watching, Person of) {
        for (; ; ) {
            Event event = watching.poll();
            if (event.name().equals("presence.changed")
                    && event.payload().get("agentId").textValue().equals(of.id())) {
                return event.payload().get("online").booleanValue();
            }
        }
    }
}
