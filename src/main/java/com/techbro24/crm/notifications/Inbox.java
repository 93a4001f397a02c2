package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Entity;
import java.time.Instant;

/**
 * An agent's notifications as a whole: all that stood at {@code readAllAt} have been read.
 *
 * @param id the agent's
 * @param read how many were read by it
 * @param unread how many are left unread; more than none only where there were very many
 */
public record Inbox(String id, int version, Instant readAllAt, int read, long unread)
        implements Entity {
    /** What the log calls it. */
    public static final String TYPE = "inbox";
}
