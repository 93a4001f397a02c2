package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.bulk.BulkReception;
import com.techbro24.crm.bulk.BulkRoutes;
import com.techbro24.crm.bulk.BulkRunner;
import com.techbro24.crm.bulk.BulkSettings;
import com.techbro24.crm.bulk.LeadBulkCommand;
import com.techbro24.crm.bulk.LeadBulkHandler;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadFilter;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.leads.LeadRoutes;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.customfields.CustomFieldCommand;
import com.techbro24.crm.leads.customfields.CustomFieldHandler;
import com.techbro24.crm.leads.external.ExternalIdCommand;
import com.techbro24.crm.leads.external.ExternalIdHandler;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The rooms of imports and leads over a database, served, with an importer that a test steps. */
final class ImportRoom implements AutoCloseable {
    static final int BYTES_MAX = 4 << 20;

    final Spine spine;
    final ServedRoutes served;
    final LeadImporter importer;
    final BulkRunner undoer;

    ImportRoom(TestDatabase kind) {
        this(Spine.open(kind));
    }

    ImportRoom(Spine spine) {
        this(spine, new LeadHandler());
    }

    /** With another handler for lead commands. */
    ImportRoom(Spine spine, Handler<LeadCommand> leads) {
        this.spine =
                spine.with(Agents.handler(), AgentCommand.TYPES)
                        .with(leads, LeadCommand.TYPES)
                        .with(new ExternalIdHandler(spine.runner()), ExternalIdCommand.TYPES)
                        .with(new CustomFieldHandler(), CustomFieldCommand.TYPES)
                        .with(new LeadImportHandler(), LeadImportCommand.TYPES)
                        .with(new LeadBulkHandler(), LeadBulkCommand.TYPES)
                        .with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES);
        importer = importer();
        undoer =
                new BulkRunner(
                        spine.database(),
                        spine.writer(),
                        spine.feed(),
                        spine.runner(),
                        spine.reader(),
                        BulkSettings.DEFAULT);
        List<Route> routes =
                new ArrayList<>(new LeadRoutes(spine.database(), Leads.query(spine)).routes());
        routes.addAll(
                new ImportRoutes(
                                spine.database(),
                                new ImportReception(
                                        spine.database(), spine.writer(), spine.runner()),
                                new ImportPreviewing(
                                        spine.database(), spine.writer(), spine.runner()),
                                BYTES_MAX,
                                ZoneId.of("UTC"))
                        .routes());
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
        routes.addAll(
                new ExportRoutes(spine.database(), spine.clock(), Leads.query(spine)).routes());
        served = new ServedRoutes(spine, routes);
    }

    /** One more, as another node has it. */
    LeadImporter importer() {
        return new LeadImporter(
                spine.database(),
                spine.writer(),
                spine.feed(),
                spine.runner(),
                ImportSettings.DEFAULT);
    }

    HttpResponse<byte[]> post(Agent as, String path, byte[] body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "text/csv"));
        all.addAll(List.of(headers));
        return served.send(
                "POST", path, as, BodyPublishers.ofByteArray(body), all.toArray(String[]::new));
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    /** Sends a file, which must be taken. */
    String send(Agent as, String query, String csv) {
        HttpResponse<byte[]> response = post(as, "/api/leads/import" + query, csv.getBytes(UTF_8));
        assertThat(response.statusCode()).as(text(response)).isEqualTo(202);
        return Json.read(text(response)).get("id").textValue();
    }

    /** Sends a file, which must be refused. */
    JsonNode refusal(Agent as, String query, byte[] csv, int status) {
        HttpResponse<byte[]> response = post(as, "/api/leads/import" + query, csv);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        return Json.read(text(response));
    }

    /** Sends a file and takes all its rows. */
    LeadImport take(Agent as, String query, String csv) {
        return finish(send(as, query, csv));
    }

    LeadImport finish(String id) {
        while (importer.step(id).isPresent()) {
            // The next one.
        }
        return get(id);
    }

    LeadImport get(String id) {
        return spine.database().read(tx -> LeadImportStore.find(tx, id)).orElseThrow();
    }

    String counts(LeadImport of) {
        return "%s %d: %d created, %d updated, %d duplicate, %d refused"
                .formatted(
                        of.status(),
                        of.rowsDone(),
                        of.created(),
                        of.updated(),
                        of.duplicate(),
                        of.refused());
    }

    List<ReportedRow> refused(String id) {
        return spine.database().read(tx -> ReportedRowStore.REFUSED.after(tx, id, 0, 1_000));
    }

    /** All leads, oldest first. */
    List<Lead> leads() {
        return spine.database()
                .read(
                        tx ->
                                LeadStore.list(
                                        tx,
                                        new LeadFilter(Caller.SYSTEM),
                                        new Paging(1_000, null, "createdAt", false)))
                .data();
    }

    List<String> names() {
        return leads().stream().map(Lead::name).sorted().toList();
    }

    void declare(String name, String type, String... options) {
        ObjectNode input = Json.object().put("name", name).put("type", type);
        if (options.length > 0) {
            input.set("options", Json.tree(options));
        }
        var command = CommandCatalog.bind(CustomFieldCommand.CREATE, input);
        var _ = spine.runner().run(Submission.of(command, Caller.SYSTEM));
    }

    @Override
    public void close() {
        served.close();
        spine.close();
    }
}
