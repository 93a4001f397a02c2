package com.techbro24.crm.webhooks;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CurrentVisibility;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.webhooks.EndpointState.Task;
import com.techbro24.crm.webhooks.WebhookSender.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the body of an event, by the rights of its endpoint's owner, and sends it. */
final class Deliverer {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);

    private final Database database;
    private final ChangeReader reader;
    private final WebhookSender sender;
    private final String idPrefix;

    /**
     * @param epoch of the log: without it, a restored database would use ids again, and receivers
     *     would drop news as repetitions
     */
    Deliverer(Database database, ChangeReader reader, WebhookSender sender, String epoch) {
        this.database = database;
        this.reader = reader;
        this.sender = sender;
        this.idPrefix = "evt_" + epoch.replace("-", "") + "_";
    }

    /**
     * How a task ended.
     *
     * @param attempt null if the event is not for the endpoint any more, so that nothing was sent
     */
    record Ended(String event, String eventKey, @Nullable Attempt attempt) {}

    Ended deliver(
            Task task, Webhook webhook, WebhookFilter filter, List<String> secrets, Caller owner) {
        String eventKey = idPrefix + task.seq();
        try {
            Change change = task.change() == null ? find(task.seq()) : task.change();
            String event = change == null ? null : filter.eventOf(change).orElse(null);
            if (change == null || event == null) {
                return new Ended("", eventKey, null);
            }
            boolean isSeen = database.<Boolean>read(tx -> isSeen(tx, change, owner));
            String name = isSeen ? event : EventBody.REMOVED;
            String body = isSeen ? EventBody.of(name, change) : EventBody.removed(change);
            return new Ended(name, eventKey, sender.send(webhook.url(), secrets, eventKey, body));
        } catch (RuntimeException e) {
            LOG.warn("a delivery of the webhook {} failed", webhook.id(), e);
            Attempt failed = new Attempt(null, "Internal error.", Duration.ZERO, Optional.empty());
            return new Ended("", eventKey, failed);
        }
    }

    private @Nullable Change find(long seq) {
        return database.<Optional<Change>>read(tx -> reader.find(tx, seq)).orElse(null);
    }

    /**
     * By the rights of then and of now: an event that waited may be about a row that has left the
     * owner's sight.
     */
    boolean isSeen(Tx tx, Change change, Caller owner) {
        boolean then =
                (change.kind().isDeletion() ? change.seenBefore() : change.seenAfter())
                        .isSeenBy(owner);
        return then
                && (owner.role() == Role.ADMIN
                        || CurrentVisibility.of(tx, reader.kinds(), List.of(change))
                                .of(change)
                                .isSeenBy(owner));
    }
}
