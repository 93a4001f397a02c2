package com.techbro24.crm.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class NextLeadConcurrencyTest {
    private static final int AGENTS = 200;

    @Parameter TestDatabase kind;
    CallRoom room;
    int numbers;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void two_hundred_concurrent_agents_claim_two_hundred_leads() throws Exception {
        List<Agent> agents = agents();
        pool(AGENTS + 10);

        List<String> claimed = claimConcurrently(agents, List.of(room));

        assertThat(claimed).hasSize(AGENTS).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void each_lead_is_claimed_once_when_there_are_too_few() throws Exception {
        List<Agent> agents = agents();
        pool(AGENTS / 2);

        List<String> claimed = claimConcurrently(agents, List.of(room));

        assertThat(claimed.stream().filter(id -> id != null))
                .hasSize(AGENTS / 2)
                .doesNotHaveDuplicates();
    }

    @Test
    void two_nodes_never_claim_the_same_lead() throws Exception {
        Assumptions.assumeTrue(kind == TestDatabase.POSTGRESQL, "a file has one process");
        List<Agent> agents = agents();
        pool(AGENTS + 10);
        try (CallRoom second =
                CallRoom.on(Spine.open(spine().url(), spine().clock()), room.settings())) {
            List<String> claimed = claimConcurrently(agents, List.of(room, second));

            assertThat(claimed).hasSize(AGENTS).doesNotHaveDuplicates().doesNotContainNull();
        }
    }

    /** The leads that concurrent agents claim, spread over the nodes. */
    private static List<String> claimConcurrently(List<Agent> agents, List<CallRoom> nodes)
            throws Exception {
        List<Callable<String>> tasks = new ArrayList<>();
        for (int index = 0; index < agents.size(); index++) {
            Agent caller = agents.get(index);
            CallRoom node = nodes.get(index % nodes.size());
            tasks.add(() -> claimed(node, caller));
        }
        try (var threads = Executors.newFixedThreadPool(agents.size())) {
            List<String> claimed = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(tasks)) {
                claimed.add(answer.get());
            }
            return claimed;
        }
    }

    private static @Nullable String claimed(CallRoom node, Agent caller) {
        Answer answer =
                node.spine()
                        .runner()
                        .run(Submission.of(new NextLeadCommand.ClaimNext(), Agents.caller(caller)));
        return Json.read(Objects.requireNonNull(answer.body())).at("/lead/id").textValue();
    }

    private List<Agent> agents() {
        return IntStream.range(0, AGENTS).mapToObj(index -> Agents.agent().in(spine())).toList();
    }

    private void pool(int leads) {
        for (int index = 0; index < leads; index++) {
            var _ = lead().with("score", index % 100).in(spine());
        }
    }

    private Spine spine() {
        return room.spine();
    }

    /** A lead in London, where it is nine in the morning. */
    private Leads lead() {
        return Leads.lead()
                .with("phone", "+44207946" + String.format("%04d", ++numbers))
                .with("timezone", "Europe/London");
    }
}
