package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Entity;
import java.time.Instant;

/**
 * An agent's inbox after "mark all as read": all notifications up to {@code readAllAt} are read.
 *
 * @param id the id of the agent
 * @param readAllAt when all were marked as read
 * @param read how many were marked as read
 * @param unread how many are still unread; above 0 only if there were more than one run marks
 */
public record Inbox(String id, int version, Instant readAllAt, int read, long unread)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "inbox";
}
