package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the feed when another process has added to the log. Does nothing where there can be no
 * other process.
 */
public final class ChangeListener implements AutoCloseable {
    private final ChangeFeed feed;
    private final AutoCloseable listening;

    public ChangeListener(Database database, ChangeFeed feed) {
        this.feed = feed;
        this.listening = database.listen(ChangeFeed.CHANNEL, this::onMessage);
    }

    /**
     * @param message the announced seq; null after a time without messages, because a message can
     *     be lost with a connection
     */
    private void onMessage(@Nullable String message) {
        if (message == null || Long.parseLong(message) > feed.head()) {
            feed.refresh();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
