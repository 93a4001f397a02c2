package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Hears when another process has added to the log, and wakes the feed; where there can be no other
 * process it has nothing to do.
 */
public final class ChangeListener implements AutoCloseable {
    private final ChangeFeed feed;
    private final AutoCloseable listening;

    public ChangeListener(Database database, ChangeFeed feed) {
        this.feed = feed;
        this.listening = database.listen(ChangeFeed.CHANNEL, this::heard);
    }

    /**
     * @param message the seq that was announced; null where some time has passed without any, since
     *     an announcement may be lost with a connection
     */
    private void heard(@Nullable String message) {
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
