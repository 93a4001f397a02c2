package com.techbro24.crm.webhooks;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.webhooks.EndpointState.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an endpoint reads in the log: what is new, and then what is replayed. */
final class LogPosition {
    private static final int CHANGES_AT_ONCE = 256;

    private final WebhookServices services;
    private final String webhookId;
    private final Deque<Change> read = new ArrayDeque<>();
    private final Deque<Change> readAgain = new ArrayDeque<>();

    private volatile WebhookFilter filter;

    /** The last event that was taken. */
    private volatile long seq;

    private @Nullable Long replayNext;
    private @Nullable Long replayTo;

    LogPosition(WebhookServices services, Webhook webhook, WebhookStore.Cursor cursor) {
        this.services = services;
        this.webhookId = webhook.id();
        this.filter = services.filters().of(webhook);
        this.seq = cursor.seq();
        replay(cursor);
    }

    /** What is wanted at this place. */
    WebhookFilter filter() {
        return filter;
    }

    long seq() {
        return seq;
    }

    @Nullable Long replayNext() {
        return replayNext;
    }

    /** The end of the replay, of which events may still be on their way. */
    long replayTo(long lastOpen) {
        return replayTo == null ? lastOpen : replayTo;
    }

    /** Begins a replay that a command stored, unless one is running. */
    void replay(WebhookStore.Cursor cursor) {
        if (replayNext == null) {
            replayNext = cursor.replayNext();
            replayTo = cursor.replayTo();
        }
    }

    /** The next wanted event; empty if there is none now. */
    Optional<Task> next(Caller owner) {
        while (true) {
            if (read.isEmpty()) {
                ChangeFeed.NewChanges news = services.feed().after(seq, CHANGES_AT_ONCE);
                if (news.changes().isEmpty()) {
                    seq = Math.max(seq, news.upTo());
                    return nextAgain(owner);
                }
                read.addAll(news.changes());
            }
            Change change = read.remove();
            seq = change.seq();
            if (isOwn(change)) {
                filter = services.filters().of(Json.read(change.after(), Webhook.class));
            } else if (isWanted(change, owner)) {
                return Optional.of(new Task(change.seq(), change, 0, false, false));
            }
        }
    }

    private Optional<Task> nextAgain(Caller owner) {
        while (replayNext != null && replayTo != null) {
            if (readAgain.isEmpty()) {
                readAgain.addAll(services.feed().after(replayNext - 1, CHANGES_AT_ONCE).changes());
            }
            Change change = readAgain.poll();
            if (change == null || change.seq() > replayTo) {
                readAgain.clear();
                replayNext = null;
                replayTo = null;
            } else {
                replayNext = change.seq() + 1;
                if (isWanted(change, owner)) {
                    return Optional.of(new Task(change.seq(), change, 0, false, true));
                }
            }
        }
        return Optional.empty();
    }

    /** What a webhook wants changes at the place in the log where it was changed. */
    private boolean isOwn(Change change) {
        return change.entityType().equals(Webhook.TYPE) && change.entityId().equals(webhookId);
    }

    private boolean isWanted(Change change, Caller owner) {
        Optional<String> event = filter.eventOf(change);
        return event.isPresent()
                && (change.seenAfter().isSeenBy(owner) || change.seenBefore().isSeenBy(owner))
                && filter.holds(event.get(), change, owner, services.database());
    }
}
