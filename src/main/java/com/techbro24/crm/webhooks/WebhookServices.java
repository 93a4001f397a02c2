package com.techbro24.crm.webhooks;

import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Housekeeping;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.SecretBox;
import java.time.Clock;
import java.time.Duration;

/** What the parts of this room share. */
public record WebhookServices(
        Database database,
        GroupCommit writer,
        ChangeFeed feed,
        ChangeReader reader,
        CommandRunner runner,
        Clock clock,
        WebhookFilter.Compiler filters,
        WebhookSecrets secrets,
        WebhookSender sender,
        Deliverer deliverer) {
    /** Deletes old attempts. */
    public static final Housekeeping.Chore CHORE = DeliveryStore::purge;

    public static WebhookServices of(
            Database database,
            GroupCommit writer,
            ChangeFeed feed,
            ChangeReader reader,
            CommandRunner runner,
            Clock clock,
            RowCatalog rows,
            SecretBox box,
            OutboundHttp http,
            Duration timeout) {
        WebhookSender sender = new WebhookSender(http, clock, timeout);
        String epoch = database.<String>read(tx -> LogMeta.read(tx).epoch());
        return new WebhookServices(
                database,
                writer,
                feed,
                reader,
                runner,
                clock,
                new WebhookFilter.Compiler(reader.kinds(), rows),
                new WebhookSecrets(box),
                sender,
                new Deliverer(database, reader, sender, epoch));
    }
}
