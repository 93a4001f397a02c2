package com.techbro24.crm.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.leads.LeadRoutes;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.customfields.CustomFieldCommand;
import com.techbro24.crm.leads.customfields.CustomFieldHandler;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The rooms of bulk changes and leads over a database, served, with a runner that a test steps. */
final class BulkRoom implements AutoCloseable {
    private static final String PATH = "/api/leads/bulk";

    final Spine spine;
    final ServedRoutes served;
    final BulkRunner runner;

    BulkRoom(TestDatabase kind) {
        this(Spine.open(kind), new LeadHandler());
    }

    /** With another handler for lead commands. */
    BulkRoom(Spine spine, Handler<LeadCommand> leads) {
        this.spine =
                spine.with(Agents.handler(), AgentCommand.TYPES)
                        .with(leads, LeadCommand.TYPES)
                        .with(new CustomFieldHandler(), CustomFieldCommand.TYPES)
                        .with(new LeadBulkHandler(), LeadBulkCommand.TYPES);
        runner = runner();
        List<Route> routes =
                new ArrayList<>(new LeadRoutes(spine.database(), Leads.query(spine)).routes());
        routes.addAll(
                new BulkRoutes(
                                spine.database(),
                                Leads.query(spine),
                                new BulkReception(
                                        spine.database(),
                                        spine.writer(),
                                        spine.runner(),
                                        spine.reader()))
                        .routes());
        served = new ServedRoutes(spine, routes);
    }

    /** One more, as another node has it. */
    BulkRunner runner() {
        return new BulkRunner(
                spine.database(),
                spine.writer(),
                spine.feed(),
                spine.runner(),
                spine.reader(),
                BulkSettings.DEFAULT);
    }

    /** Begins a run, which must be accepted. */
    String begin(Agent as, String query, String body) {
        var answer = ask(as, query, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.id();
    }

    ServedRoutes.Answer ask(Agent as, String query, String body) {
        return served.ask("POST", PATH + query, as, Json.read(body.replace('\'', '"')));
    }

    JsonNode preview(Agent as, String query, String body) {
        var answer =
                served.ask(
                        "POST", PATH + "/preview" + query, as, Json.read(body.replace('\'', '"')));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    /** Begins a run and goes through all its leads. */
    LeadBulk run(Agent as, String query, String body) {
        return finish(begin(as, query, body));
    }

    LeadBulk undo(Agent as, String id) {
        var answer = served.ask("DELETE", PATH + "/" + id, as, null);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return finish(answer.id());
    }

    LeadBulk finish(String id) {
        while (runner.step(id).isPresent()) {
            // The next one.
        }
        return get(id);
    }

    LeadBulk get(String id) {
        return spine.database().read(tx -> LeadBulkStore.find(tx, id)).orElseThrow();
    }

    static String counts(LeadBulk of) {
        return "%s %d/%d: %d changed, %d deleted, %d restored, %d unchanged, %d refused"
                .formatted(
                        of.status(),
                        of.leadsDone(),
                        of.leadsTotal(),
                        of.changed(),
                        of.deleted(),
                        of.restored(),
                        of.unchanged(),
                        of.refused());
    }

    /** The codes of the reasons, one text for each reported lead. */
    List<String> reasons(Agent as, String id) {
        List<String> reasons = new ArrayList<>();
        served.get(as, PATH + "/" + id + "/report")
                .body()
                .get("data")
                .forEach(
                        lead ->
                                reasons.add(
                                        String.join(
                                                " ",
                                                lead.get("reasons").findValuesAsText("code"))));
        return reasons;
    }

    List<Lead> make(int count, Leads like) {
        return IntStream.range(0, count)
                .mapToObj(index -> like.named("Lead %03d".formatted(index)).in(spine))
                .toList();
    }

    Lead lead(String id) {
        return spine.database().read(tx -> LeadStore.find(tx, id)).orElseThrow();
    }

    List<Change> changesOf(String via) {
        return spine.database().read(tx -> spine.reader().after(tx, 0, 10_000)).stream()
                .filter(change -> via.equals(change.via()))
                .toList();
    }

    static String ids(List<Lead> leads) {
        return Json.text(leads.stream().map(Lead::id).toList());
    }

    @Override
    public void close() {
        served.close();
        spine.close();
    }
}
