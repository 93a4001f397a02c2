package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.app.RoomRows;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.integrations.hubspot.HubSpotConnector;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.SecretBox;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Loopback;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import com.techbro24.crm.sync.RowCommands;
import com.techbro24.crm.sync.SyncCommand;
import com.techbro24.crm.sync.SyncHandler;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Leads and calls over a database, and a HubSpot on the loopback, with a runner that a test steps.
 */
final class IntegrationRoom implements AutoCloseable {
    final Spine spine;
    final CallRoom calls;
    final FakeHubSpot hubspot;
    final Agent admin;
    final IntegrationRunner runner;
    private final Vertx vertx = Vertx.vertx();
    private final OutboundHttp http;
    private final SecretBox secrets;

    /** What a test puts between the engine and the connector. */
    UnaryOperator<Connector> between = connector -> connector;

    IntegrationRoom(TestDatabase kind, long seed) {
        hubspot = new FakeHubSpot(seed);
        spine = Spine.open(kind);
        AddressGuard guard = Loopback.guard();
        http = new OutboundHttp(vertx, guard);
        secrets = Loopback.secrets();
        spine.with(
                        new SyncHandler(new RowCommands(spine.catalog(), spine.runner())),
                        SyncCommand.TYPES)
                .with(
                        new IntegrationHandler(guard, secrets, RoomRows.ALL),
                        IntegrationCommand.TYPES);
        calls = CallRoom.on(spine, CallSettings.DEFAULTS);
        admin = Agents.admin().in(spine);
        runner = new IntegrationRunner(services(), spine.feed(), spine.clock());
    }

    IntegrationServices services() {
        return new IntegrationServices(
                spine.database(),
                spine.writer(),
                spine.catalog(),
                spine.runner(),
                spine.reader(),
                RoomRows.ALL,
                com.techbro24.crm.app.ConnectionParts::sameContact,
                secrets,
                (provider, url, token) ->
                        between.apply(new HubSpotConnector(http, url, token, spine.clock())));
    }

    /** A connection; its id. */
    String connect(boolean pushNew) {
        String input =
                "{'provider':'hubspot','name':'HubSpot','token':'%s','url':'%s','pushNew':%s}"
                        .formatted(FakeHubSpot.TOKEN, hubspot.url(), pushNew);
        return command("integration.create", input).get("id").textValue();
    }

    JsonNode command(String name, String input) {
        return calls.run(admin, name, input);
    }

    Integration integration(String id) {
        return spine.database().read(tx -> IntegrationStore.get(tx, id));
    }

    Lead lead(String id) {
        return spine.database().read(tx -> LeadStore.get(tx, id, Caller.SYSTEM));
    }

    /** The leads that are not deleted. */
    List<ObjectNode> leads() {
        return spine
                .database()
                .read(tx -> LeadStore.ROWS.after(tx, Caller.SYSTEM, "", 1_000))
                .stream()
                .map(lead -> Json.<ObjectNode>tree(lead))
                .toList();
    }

    List<IntegrationLink> links(String id, LinkState... states) {
        return spine.database()
                .read(
                        tx ->
                                LinkStore.list(
                                        tx,
                                        id,
                                        List.of(states),
                                        new com.techbro24.crm.base.Paging(
                                                1_000, null, null, false)))
                .data();
    }

    @Override
    public void close() {
        hubspot.close();
        spine.close();
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
