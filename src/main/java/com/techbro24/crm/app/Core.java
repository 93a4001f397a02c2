package com.techbro24.crm.app;

import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.agents.AgentHandler;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.automation.AutomationCommand;
import com.techbro24.crm.automation.AutomationServices;
import com.techbro24.crm.automation.RuleCompiler;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.TemporaryFolder;
import com.techbro24.crm.bulk.LeadBulkCommand;
import com.techbro24.crm.bulk.LeadBulkHandler;
import com.techbro24.crm.calls.CallCommand;
import com.techbro24.crm.calls.CallHandler;
import com.techbro24.crm.calls.CallRuleCommand;
import com.techbro24.crm.calls.CallRuleHandler;
import com.techbro24.crm.calls.CallsOfLead;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Databases;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.imports.LeadImportCommand;
import com.techbro24.crm.imports.LeadImportHandler;
import com.techbro24.crm.leads.ConsentHandler;
import com.techbro24.crm.leads.ConsentOfLead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadDependents;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.leads.ScoreCommand;
import com.techbro24.crm.leads.ScoreHandler;
import com.techbro24.crm.leads.consent.ConsentCommand;
import com.techbro24.crm.leads.customfields.CustomFieldCommand;
import com.techbro24.crm.leads.customfields.CustomFieldHandler;
import com.techbro24.crm.leads.external.ExternalIds;
import com.techbro24.crm.notifications.NotificationCommand;
import com.techbro24.crm.notifications.NotificationHandler;
import com.techbro24.crm.outbound.MessageCommand;
import com.techbro24.crm.outbound.MessageHandler;
import com.techbro24.crm.outbound.SecretBox;
import com.techbro24.crm.outbound.SecretKey;
import com.techbro24.crm.queue.ClaimStore;
import com.techbro24.crm.queue.NextLeadCommand;
import com.techbro24.crm.queue.NextLeadHandler;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.RemindersOfLead;
import com.techbro24.crm.sync.RowCommands;
import com.techbro24.crm.sync.SyncCommand;
import com.techbro24.crm.sync.SyncHandler;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The core with every room's commands, shared by the server and the CLI commands that use data. */
record Core(
        Database database,
        ChangeReader reader,
        ChangeFeed feed,
        GroupCommit writer,
        CommandCatalog catalog,
        CommandRunner runner,
        RuleCompiler rules,
        Passwords passwords,
        SecretBox secrets,
        Clock clock)
        implements AutoCloseable {
    static Core open(Settings settings, Clock clock, MeterRegistry metrics) {
        PhoneNumbers.region(settings.defaultRegion());
        ensureTemporaryFolder(settings);
        Database database = Databases.open(settings.database(), Prepared.templateDatabase());
        SecretBox secrets = new SecretBox(secretKey(settings));
        checkSecrets(database, secrets);
        ChangeReader reader = new ChangeReader(RoomKinds.ALL);
        ChangeFeed feed = new ChangeFeed(database, reader);
        ChangeLog log = new ChangeLog(feed, batchMetrics(metrics));
        GroupCommit writer = new GroupCommit(database, log);
        CommandCatalog catalog = new CommandCatalog();
        CommandRunner runner = new CommandRunner(catalog, writer, log, clock, metrics);
        Passwords passwords = Passwords.standard();
        Settings.Work work = settings.work();
        catalog.add(new AgentHandler(passwords::hash), AgentCommand.TYPES);
        catalog.add(new LeadHandler(belongingsOfLeads()), LeadCommand.TYPES);
        catalog.add(new ConsentHandler(), ConsentCommand.TYPES);
        catalog.add(new CustomFieldHandler(), CustomFieldCommand.TYPES);
        catalog.add(new ScoreHandler(), ScoreCommand.TYPES);
        catalog.add(new LeadImportHandler(), LeadImportCommand.TYPES);
        catalog.add(new LeadBulkHandler(), LeadBulkCommand.TYPES);
        catalog.add(new CallHandler(work.calls(), ClaimStore::release), CallCommand.TYPES);
        catalog.add(new CallRuleHandler(), CallRuleCommand.TYPES);
        catalog.add(new NextLeadHandler(work.calls()), NextLeadCommand.TYPES);
        catalog.add(new ReminderHandler(work.reminders()), ReminderCommand.TYPES);
        catalog.add(
                new NotificationHandler(work.notifications(), ReachParts.senders(settings, clock)),
                NotificationCommand.TYPES);
        catalog.add(new MessageHandler(), MessageCommand.TYPES);
        ConnectionParts.addCommands(catalog, runner, settings, secrets);
        catalog.add(new SyncHandler(new RowCommands(catalog, runner)), SyncCommand.TYPES);
        RuleCompiler rules =
                AutomationServices.compiler(
                        RoomKinds.ALL, RoomRows.ALL, catalog, work.reminders().zone());
        catalog.add(
                AutomationServices.handler(rules, work.reminders().zone()),
                AutomationCommand.TYPES);
        Gauge.builder("crm.writer.waiting", writer, GroupCommit::waiting)
                .description("Writes queued for the writer")
                .register(metrics);
        return new Core(
                database, reader, feed, writer, catalog, runner, rules, passwords, secrets, clock);
    }

    /** Beside the database, unless several machines need the same key. */
    private static SecretKey secretKey(Settings settings) {
        return new SecretKey(
                settings.outbound().secretKey(),
                switch (settings.database()) {
                    case DatabaseUrl.Sqlite sqlite ->
                            Optional.of(
                                    sqlite.file().toAbsolutePath().resolveSibling("secret.key"));
                    case DatabaseUrl.Postgres _ -> Optional.empty();
                });
    }

    private static void checkSecrets(Database database, SecretBox secrets) {
        try {
            database.read(
                    tx -> {
                        secrets.check(tx);
                        return true;
                    });
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Uses a folder beside the data if the system's folder is not writable. */
    static void ensureTemporaryFolder(Settings settings) {
        TemporaryFolder.ensureWritable(
                switch (settings.database()) {
                    case DatabaseUrl.Sqlite sqlite ->
                            sqlite.file().toAbsolutePath().resolveSibling("tmp");
                    case DatabaseUrl.Postgres _ -> Path.of("data", "tmp");
                });
    }

    /** The data of other rooms that belongs to leads: merges move it, and timelines show it. */
    static LeadDependents[] belongingsOfLeads() {
        return new LeadDependents[] {
            new CallsOfLead(ClaimStore::release),
            new RemindersOfLead(),
            new ExternalIds(),
            new RunsOfLead(),
            new ConsentOfLead()
        };
    }

    private static ChangeLog.BatchObserver batchMetrics(MeterRegistry metrics) {
        Timer took =
                Timer.builder("crm.commits")
                        .description("Batches, from begin to commit")
                        .register(metrics);
        DistributionSummary size =
                DistributionSummary.builder("crm.commits.works")
                        .description("Writes per commit")
                        .register(metrics);
        return (works, changes, duration) -> {
            took.record(duration);
            size.record(works);
        };
    }

    /** Finishes queued writes, then closes the database. */
    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
