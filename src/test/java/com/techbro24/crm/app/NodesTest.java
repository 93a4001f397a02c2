package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.support.TcpProxy;
import com.techbro24.crm.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two processes over one PostgreSQL, of which one stands still or is cut off. The tests mostly
 * wait, for which they run at the same time.
 */
@Execution(ExecutionMode.CONCURRENT)
class NodesTest {
    /** Long enough for TCP to wait for long between its retransmissions. */
    private static final Duration LOST_FOR = Duration.ofSeconds(20);

    /** Longer than a hanging node may block, and shorter than its agents stay online. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Pattern PORT = Pattern.compile("(?<=localhost:)\\d+");

    @TempDir private Path folder;

    @Test
    void the_agents_of_a_node_that_stood_still_are_online_again_once_it_goes_on() throws Exception {
        String database = RunningCrm.address(TestDatabase.POSTGRESQL);
        try (NodeProcess one = NodeProcess.start(folder, database);
                NodeProcess other = NodeProcess.start(folder, database)) {
            String admin = one.admin();
            Person ann = one.person(admin, "ann");
            LiveClient watching = other.connect(admin);
            watching.next("ready");
            LiveClient client = one.connect(ann.token());
            client.next("ready");
            assertThat(watching.hearsOnline(ann.id())).isTrue();

            one.freeze();
            assertThat(watching.hearsOnline(ann.id())).isFalse();
            one.thaw();

            assertThat(watching.hearsOnline(ann.id())).isTrue();
        }
    }

    @Test
    void while_one_node_hangs_during_a_write_the_other_writes_soon() throws Exception {
        String database = RunningCrm.address(TestDatabase.POSTGRESQL);
        try (NodeProcess one = NodeProcess.start(folder, database);
                NodeProcess other = NodeProcess.start(folder, database)) {
            String admin = one.admin();
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger written = new AtomicInteger();
            AtomicInteger unknown = new AtomicInteger();
            List<Thread> load = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                load.add(Thread.ofVirtual().start(() -> write(one, admin, over, written, unknown)));
            }
            eventually(() -> assertThat(written.get()).isGreaterThan(20));

            one.freeze();
            int status =
                    CompletableFuture.supplyAsync(() -> write(other, admin))
                            .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                            .join();
            assertThat(status).isEqualTo(201);
            Thread.sleep(SOON);
            one.thaw();
            over.set(true);
            for (Thread thread : load) {
                thread.join();
            }

            long there =
                    one.ask("GET", "/api/leads?limit=1&total=true", admin, null)
                            .expect(200)
                            .json()
                            .at("/page/total")
                            .longValue();
            assertThat(there)
                    .as("each lead that was answered, once, and perhaps those that were not")
                    .isBetween(written.get() + 1L, written.get() + unknown.get() + 1L);
        }
    }

    private static void write(
            NodeProcess node,
            String token,
            AtomicBoolean over,
            AtomicInteger written,
            AtomicInteger unknown) {
        while (!over.get()) {
            boolean _ = (write(node, token) == 201 ? written : unknown).incrementAndGet() > 0;
        }
    }

    @Test
    void a_node_works_again_soon_after_its_network_does() throws Exception {
        String database = RunningCrm.address(TestDatabase.POSTGRESQL);
        Matcher port = PORT.matcher(database);
        assertThat(port.find()).isTrue();
        try (TcpProxy network = new TcpProxy(Integer.parseInt(port.group()));
                NodeProcess node =
                        NodeProcess.start(folder, port.replaceFirst("" + network.port()))) {
            String admin = node.admin();
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> load = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                load.add(Thread.ofVirtual().start(() -> work(node, admin, over)));
            }
            eventually(() -> assertThat(write(node, admin)).isEqualTo(201));

            network.loseAll();
            Thread.sleep(LOST_FOR);
            network.forward();
            over.set(true);

            eventually(() -> assertThat(write(node, admin)).isEqualTo(201));
            eventually(
                    () ->
                            assertThat(node.ask("GET", "/api/leads", admin, null).status())
                                    .isEqualTo(200));
            for (Thread thread : load) {
                thread.join();
            }
        }
    }

    private static void work(NodeProcess node, String token, AtomicBoolean over) {
        while (!over.get()) {
            int _ = write(node, token);
            RunningCrm.Answer _ = node.ask("GET", "/api/leads", token, null);
        }
    }

    private static int write(NodeProcess node, String token) {
        String body = "{\"name\":\"Ada\",\"allowDuplicate\":true}";
        return node.ask("POST", "/api/leads", token, body).status();
    }
}
