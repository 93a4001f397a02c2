package com.techbro24.crm.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record AgentTimesTest(TestDatabase kind) {
    @Test
    void what_an_agent_was_doing_is_listed_newest_first_with_how_long_it_took() {
        try (Spine spine = Spine.open(kind).with(Agents.handler(), AgentCommand.TYPES)) {
            Agent agent = Agents.agent().in(spine);
            Instant start = spine.clock().instant();
            for (AgentStatus status : List.of(AgentStatus.AVAILABLE, AgentStatus.BREAK)) {
                spine.clock().advance(Duration.ofMinutes(10));
                var set = new AgentCommand.SetStatus(agent.id(), status);
                var _ = spine.runner().run(Submission.of(set, Caller.SYSTEM));
            }
            var _ = Agents.agent().in(spine);
            Instant available = start.plus(Duration.ofMinutes(10));
            Instant pause = start.plus(Duration.ofMinutes(20));
            StatusSpan last = StatusSpan.of(agent.id(), AgentStatus.BREAK, pause, null);
            StatusSpan middle =
                    new StatusSpan(agent.id(), AgentStatus.AVAILABLE, available, pause, 600L);
            StatusSpan first =
                    new StatusSpan(agent.id(), AgentStatus.OFFLINE, start, available, 600L);

            Page<StatusSpan> two =
                    spine.database()
                            .read(tx -> AgentTimes.list(tx, agent.id(), null, null, page(2, null)));
            assertThat(two.data()).containsExactly(last, middle);
            String next = two.page().next();
            Page<StatusSpan> rest =
                    spine.database()
                            .read(tx -> AgentTimes.list(tx, agent.id(), null, null, page(2, next)));
            assertThat(rest.data()).containsExactly(first);
            assertThat(rest.page().total()).isEqualTo(3);
            assertThat(
                            spine.database()
                                    .read(
                                            tx ->
                                                    AgentTimes.list(
                                                            tx,
                                                            agent.id(),
                                                            available,
                                                            pause,
                                                            Paging.FIRST))
                                    .data())
                    .containsExactly(middle);
        }
    }

    private static Paging page(int limit, @Nullable String cursor) {
        return new Paging(limit, cursor, null, true);
    }
}
