package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.consent.ConsentCommand;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldCommand;
import com.techbro24.crm.leads.customfields.CustomFieldHandler;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import com.techbro24.crm.leads.search.TrigramIndex;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/** Test fixture: agents and leads over a fresh database. */
public final class LeadRoom implements AutoCloseable {
    public final Spine spine;
    public final Agent admin;

    public LeadRoom(TestDatabase kind) {
        spine =
                Spine.open(kind)
                        .with(Agents.handler(), AgentCommand.TYPES)
                        .with(new LeadHandler(), LeadCommand.TYPES)
                        .with(new ConsentHandler(), ConsentCommand.TYPES)
                        .with(new CustomFieldHandler(), CustomFieldCommand.TYPES)
                        .with(new ScoreHandler(), ScoreCommand.TYPES);
        admin = Agents.admin().in(spine);
    }

    public Agent agent(String team) {
        return Agents.agent().team(team).in(spine);
    }

    public Agent manager(String team) {
        return Agents.manager().team(team).in(spine);
    }

    public Lead lead(UnaryOperator<Leads> with) {
        return with.apply(Leads.lead()).in(spine);
    }

    Lead leadOf(Agent agent) {
        return Leads.lead().assignedTo(agent.id()).in(spine);
    }

    /** The search results, which must not depend on whether SQLite has indexed the leads yet. */
    public List<Lead> search(Agent caller, String query, int rowsMax) {
        List<Lead> found = spine.database().read(tx -> find(tx, caller, query, rowsMax));
        if (spine.database().dialect() == Dialect.SQLITE) {
            List<Lead> takenIn = new ArrayList<>();
            assertThatThrownBy(
                            () ->
                                    spine.writer()
                                            .write(
                                                    tx -> {
                                                        takenIn.clear();
                                                        TrigramIndex.catchUp(tx);
                                                        takenIn.addAll(
                                                                find(tx, caller, query, rowsMax));
                                                        throw new CancellationException();
                                                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(takenIn)
                    .as(query)
                    .extracting(Lead::name)
                    .isEqualTo(found.stream().map(Lead::name).toList());
        }
        return found;
    }

    private static List<Lead> find(Tx tx, Agent caller, String query, int rowsMax) {
        return LeadSearch.find(tx, query, Agents.caller(caller), rowsMax);
    }

    /** Declares a custom field of leads. */
    public CustomField declare(String name, CustomFieldType type, String... options) {
        var command =
                new CustomFieldCommand.Create(
                        null,
                        name,
                        null,
                        type,
                        options.length == 0 ? null : List.of(options),
                        null);
        var answer = spine.runner().run(Submission.of(command, Agents.caller(admin)));
        return Json.read(String.valueOf(answer.body()), CustomField.class);
    }

    /** Runs a command with JSON input, as a client would. */
    public Answer execute(
            CommandType<? extends LeadCommand> type, Agent caller, String id, String more) {
        ObjectNode input = (ObjectNode) Json.read("{" + more + "}");
        LeadCommand command = CommandCatalog.bind(type, input.put("id", id));
        return spine.runner().run(Submission.of(command, Agents.caller(caller)));
    }

    Problem refusal(CommandType<? extends LeadCommand> type, Agent caller, String id, String more) {
        return refusal(() -> execute(type, caller, id, more));
    }

    public static Problem refusal(Runnable work) {
        return catchThrowableOfType(Problem.class, work::run);
    }

    public Lead get(Agent caller, String id) {
        return spine.database().read(tx -> LeadStore.get(tx, id, Agents.caller(caller)));
    }

    List<String> ids(LeadFilter filter) {
        return spine.database().read(tx -> LeadStore.list(tx, filter, Paging.FIRST)).data().stream()
                .map(Lead::id)
                .toList();
    }

    LeadFilter seenBy(Agent agent) {
        return new LeadFilter(Agents.caller(agent));
    }

    LeadFilter all() {
        return new LeadFilter(Caller.SYSTEM);
    }

    public long head() {
        return spine.database().read(ChangeLog::head);
    }

    Change lastChange() {
        return spine.database()
                .read(tx -> spine.reader().after(tx, ChangeLog.head(tx) - 1, 1))
                .getFirst();
    }

    @Override
    public void close() {
        spine.close();
    }
}
