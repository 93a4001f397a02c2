package com.techbro24.crm.app;

import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.calls.CallStore;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.exports.ExportRoutes;
import com.techbro24.crm.exports.ExportRunner;
import com.techbro24.crm.exports.ExportTable;
import com.techbro24.crm.exports.ExportWriter;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.imports.LeadExport;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import com.techbro24.crm.notifications.NotificationStore;
import com.techbro24.crm.reminders.ReminderStore;
import java.util.List;
import java.util.Set;

/** The exports of the running server. */
public final class ExportParts implements AutoCloseable {
    private final ExportRunner runner;
    private final ExportRoutes routes;

    ExportParts(Core core) {
        runner =
                new ExportRunner(
                        core.database(),
                        core.writer(),
                        core.feed(),
                        core.runner(),
                        writer(),
                        core.clock());
        routes = new ExportRoutes(core.database(), core.runner());
    }

    /** Writes exports of every type of rows. */
    public static ExportWriter writer() {
        return new ExportWriter(
                List.of(
                        new ExportTable<>("agents", AgentStore.ROWS),
                        new ExportTable<>(
                                "leads", LeadStore.ROWS, Set.of(), ExportParts::layoutOfLeads),
                        new ExportTable<>("calls", CallStore.ROWS),
                        new ExportTable<>("reminders", ReminderStore.ROWS, Set.of("overdue"), null),
                        new ExportTable<>("notifications", NotificationStore.ROWS)),
                Version.text());
    }

    /** The same columns as the export of leads, so that the file can be imported again. */
    private static ExportTable.Layout<Lead> layoutOfLeads(Tx tx) {
        List<String> custom = CustomFieldStore.all(tx).stream().map(CustomField::name).toList();
        return new ExportTable.Layout<>(
                LeadExport.header(custom), lead -> LeadExport.cells(lead, custom));
    }

    List<Route> routes() {
        return routes.routes();
    }

    void start() {
        runner.start();
    }

    @Override
    public void close() {
        runner.close();
    }
}
