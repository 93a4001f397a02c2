package com.techbro24.crm.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.Call;
import com.techbro24.crm.calls.CallCommand;
import com.techbro24.crm.calls.CallHandler;
import com.techbro24.crm.calls.CallRuleCommand;
import com.techbro24.crm.calls.CallRuleHandler;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.calls.CallStore;
import com.techbro24.crm.calls.CallTimer;
import com.techbro24.crm.calls.CallsOfLead;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.ConsentHandler;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.consent.ConsentCommand;
import com.techbro24.crm.queue.ClaimStore;
import com.techbro24.crm.queue.NextLeadCommand;
import com.techbro24.crm.queue.NextLeadHandler;
import com.techbro24.crm.reminders.RemindersOfLead;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;

/** The spine with agents, leads and calls, and the words in which their tests speak. */
public record CallRoom(Spine spine, CallSettings settings) implements AutoCloseable {
    public static CallRoom open(TestDatabase kind) {
        return on(Spine.open(kind), CallSettings.DEFAULTS);
    }

    public static CallRoom on(Spine spine, CallSettings settings) {
        var _ =
                spine.with(Agents.handler(), AgentCommand.TYPES)
                        .with(
                                new LeadHandler(
                                        new CallsOfLead(ClaimStore::release),
                                        new RemindersOfLead()),
                                LeadCommand.TYPES)
                        .with(new ConsentHandler(), ConsentCommand.TYPES)
                        .with(new CallHandler(settings, ClaimStore::release), CallCommand.TYPES)
                        .with(new CallRuleHandler(), CallRuleCommand.TYPES)
                        .with(new NextLeadHandler(settings), NextLeadCommand.TYPES);
        return new CallRoom(spine, settings);
    }

    /** The timer of calls, which does only what a test asks of it. */
    public CallTimer timer() {
        return new CallTimer(spine.database(), spine.runner(), settings, Duration.ofHours(1));
    }

    /** Gives a command by its name and the JSON of its input. */
    public Answer run(Caller caller, String command, ObjectNode input) {
        CommandType<?> type = spine.catalog().find(command).orElseThrow();
        return spine.runner().run(Submission.of(CommandCatalog.bind(type, input), caller));
    }

    /**
     * The same, with text in which single quotes stand for double ones.
     *
     * @return what was answered; a missing node where there was no answer
     */
    public JsonNode run(Agent agent, String command, String input) {
        ObjectNode body = (ObjectNode) Json.read(input.replace('\'', '"'));
        String answer = run(Agents.caller(agent), command, body).body();
        return answer == null ? Json.MAPPER.missingNode() : Json.read(answer);
    }

    /** A call that is planned with the lead. */
    public Call plan(Agent agent, Lead lead) {
        return call(run(agent, "call.create", "{'leadId':'" + lead.id() + "'}"));
    }

    /** A call that goes on with the lead. */
    public Call start(Agent agent, Lead lead) {
        return call(run(agent, "call.start", "{'id':'" + plan(agent, lead).id() + "'}"));
    }

    /**
     * @param more further members of the input, each with a comma before it
     */
    public Call end(Agent agent, Call call, String more) {
        return call(run(agent, "call.end", "{'id':'" + call.id() + "'" + more + "}"));
    }

    public Call call(JsonNode answer) {
        return call(answer.get("id").asText());
    }

    public Call call(String id) {
        return spine.database().read(tx -> CallStore.find(tx, id)).orElseThrow();
    }

    public Lead lead(String id) {
        return spine.database().read(tx -> LeadStore.find(tx, id)).orElseThrow();
    }

    public Agent agent(Agent agent) {
        return spine.database().read(tx -> AgentStore.find(tx, agent.id())).orElseThrow();
    }

    /** The changes from the one after {@code seq} on. */
    public List<Change> changesAfter(long seq) {
        return spine.database().read(tx -> spine.reader().after(tx, seq, 1_000));
    }

    public long head() {
        return spine.database().read(ChangeLog::head);
    }

    public static Problem refusal(Runnable work) {
        return Assertions.catchThrowableOfType(Problem.class, work::run);
    }

    @Override
    public void close() {
        spine.close();
    }
}
