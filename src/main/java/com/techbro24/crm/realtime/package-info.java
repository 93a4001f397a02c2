/**
 * Socket.IO access: each change is sent to the clients that may see it, in order, without gaps or
 * duplicates; commands are acknowledged; presence.
 *
 * <p>Tables: {@code nodes}, {@code presence}. Invariants: a caller's scopes alone decide what a
 * socket receives; {@code prev} is the seq of the previous event for the same client; nothing is
 * sent before its commit; presence of this process is kept in memory, and each heartbeat makes its
 * database rows equal to that. Times in {@code nodes} use the database's clock.
 */
@NullMarked
package com.techbro24.crm.realtime;

import org.jspecify.annotations.NullMarked;
