package com.techbro24.crm.app;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.database.Housekeeping;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.exports.ExportCommand;
import com.techbro24.crm.exports.ExportHandler;
import com.techbro24.crm.exports.ExportRunner;
import com.techbro24.crm.extensions.EndpointCommand;
import com.techbro24.crm.extensions.EndpointHandler;
import com.techbro24.crm.extensions.EndpointRoutes;
import com.techbro24.crm.extensions.EndpointStore;
import com.techbro24.crm.extensions.Extensions;
import com.techbro24.crm.extensions.Forwarding;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.imports.ImportScheduleCommand;
import com.techbro24.crm.imports.ImportScheduleHandler;
import com.techbro24.crm.imports.ImportScheduleRoutes;
import com.techbro24.crm.imports.ImportScheduler;
import com.techbro24.crm.integrations.Connector;
import com.techbro24.crm.integrations.IntegrationCommand;
import com.techbro24.crm.integrations.IntegrationHandler;
import com.techbro24.crm.integrations.IntegrationRoutes;
import com.techbro24.crm.integrations.IntegrationRunner;
import com.techbro24.crm.integrations.IntegrationServices;
import com.techbro24.crm.integrations.hubspot.HubSpotConnector;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.LeadsByContact;
import com.techbro24.crm.leads.external.ExternalIdCommand;
import com.techbro24.crm.leads.external.ExternalIdHandler;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.SecretBox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reads from other systems and is kept alike with them. */
public final class ConnectionParts implements AutoCloseable {
    /** Deletes old runs and requests. */
    static final List<Housekeeping.Chore> CHORES =
            List.of(ExportRunner::purge, IntegrationRunner::purge, EndpointStore::purge);

    private final ImportScheduler scheduler;
    private final IntegrationRunner runner;
    private final Extensions extensions;
    private final List<Route> routes = new ArrayList<>();

    ConnectionParts(Core core, Settings settings, OutboundHttp http) {
        scheduler =
                new ImportScheduler(
                        core.database(),
                        core.writer(),
                        core.feed(),
                        core.runner(),
                        http,
                        core.secrets(),
                        settings.http().importBytesMax(),
                        core.clock());
        IntegrationServices services =
                new IntegrationServices(
                        core.database(),
                        core.writer(),
                        core.catalog(),
                        core.runner(),
                        core.reader(),
                        RoomRows.ALL,
                        ConnectionParts::sameContact,
                        core.secrets(),
                        connectors(core, http));
        runner = new IntegrationRunner(services, core.feed(), core.clock());
        extensions = new Extensions(core.catalog(), core.runner(), RoomKinds.ALL);
        settings.extensions().ifPresent(extensions::start);
        routes.addAll(extensions.routes());
        routes.addAll(
                new EndpointRoutes(
                                core.database(),
                                new Forwarding(
                                        core.database(),
                                        core.writer(),
                                        core.catalog(),
                                        core.runner(),
                                        http,
                                        core.secrets(),
                                        core.clock()))
                        .routes());
        routes.addAll(new ImportScheduleRoutes(core.database()).routes());
        routes.addAll(new IntegrationRoutes(core.database()).routes());
    }

    private static Connector.Factory connectors(Core core, OutboundHttp http) {
        return (provider, url, token) ->
                switch (provider) {
                    case HUBSPOT -> new HubSpotConnector(http, url, token, core.clock());
                };
    }

    /** The leads of the same person that the caller can see, oldest first. */
    public static List<String> sameContact(
            Tx tx, @Nullable String phone, @Nullable String email, Caller caller) {
        return LeadsByContact.withContactOrMerged(
                        tx, PhoneNumbers.contact(phone).orElse(null), email)
                .stream()
                .filter(lead -> lead.deletedAt() == null)
                .filter(lead -> LeadStore.visibility(tx, lead).isSeenBy(caller))
                .map(Lead::id)
                .toList();
    }

    List<Route> routes() {
        return routes;
    }

    void start(Followers followers) {
        extensions.followers().forEach(followers::start);
        scheduler.start();
        runner.start();
    }

    @Override
    public void close() {
        scheduler.close();
        runner.close();
        extensions.close();
    }

    /** Adds the commands of schedules, connections and endpoints. */
    static void addCommands(
            CommandCatalog catalog, CommandRunner runner, Settings settings, SecretBox secrets) {
        AddressGuard guard =
                new AddressGuard(settings.outbound().allow(), AddressGuard.Resolver.SYSTEM);
        catalog.add(new ExportHandler(), ExportCommand.TYPES);
        catalog.add(new ExternalIdHandler(runner), ExternalIdCommand.TYPES);
        catalog.add(new ImportScheduleHandler(guard, secrets), ImportScheduleCommand.TYPES);
        catalog.add(new IntegrationHandler(guard, secrets, RoomRows.ALL), IntegrationCommand.TYPES);
        catalog.add(new EndpointHandler(guard, secrets), EndpointCommand.TYPES);
    }
}
