package com.techbro24.crm.agents;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The room of agents over a fresh database, and what tests of agents ask of it. */
final class AgentRoom implements AutoCloseable {
    final Spine spine;
    final Agent admin;

    AgentRoom(TestDatabase kind) {
        spine = Spine.open(kind).with(Agents.handler(), AgentCommand.TYPES);
        admin = Agents.admin().in(spine);
    }

    Answer create(String body) {
        return spine.runner()
                .run(
                        Submission.of(
                                CommandCatalog.bind(AgentCommand.CREATE, Json.read(body)),
                                Agents.caller(admin)));
    }

    Answer update(Agent caller, String id, String fields) {
        var command =
                CommandCatalog.bind(
                        AgentCommand.UPDATE, Json.read("{\"id\":\"" + id + "\"," + fields + "}"));
        return spine.runner().run(Submission.of(command, Agents.caller(caller)));
    }

    Answer setStatus(Agent caller, String id, AgentStatus status) {
        return spine.runner()
                .run(Submission.of(new AgentCommand.SetStatus(id, status), Agents.caller(caller)));
    }

    Agent get(Agent caller, String id) {
        return spine.database().read(tx -> AgentStore.get(tx, id, Agents.caller(caller)));
    }

    List<String> list(Agent caller) {
        return list(filter(List.of(), List.of(), null, null, null), Agents.caller(caller));
    }

    List<String> list(AgentStore.Filter filter) {
        return list(filter, Agents.caller(admin));
    }

    List<String> list(AgentStore.Filter filter, Caller caller) {
        return spine
                .database()
                .read(tx -> AgentStore.list(tx, filter, caller, Paging.FIRST))
                .data()
                .stream()
                .map(Agent::id)
                .toList();
    }

    static AgentStore.Filter filter(
            List<AgentStatus> statuses,
            List<Role> roles,
            @Nullable String team,
            @Nullable Boolean active,
            @Nullable String text) {
        return new AgentStore.Filter(statuses, roles, team, active, text);
    }

    String column(String sql, String id) {
        return spine.database().read(tx -> tx.first(sql, Row::text, id)).orElseThrow();
    }

    Change lastChange() {
        return spine.database()
                .read(tx -> spine.reader().after(tx, ChangeLog.head(tx) - 1, 1))
                .getFirst();
    }

    static Problem refusal(Runnable work) {
        return catchThrowableOfType(Problem.class, work::run);
    }

    @Override
    public void close() {
        spine.close();
    }
}
