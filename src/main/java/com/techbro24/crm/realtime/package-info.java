/**
 * The log over Socket.IO: each change reaches those who may see it, under its own name, in order,
 * with no gap and no double; commands come in with an acknowledgement; and who is there.
 *
 * <p>Tables: {@code nodes}, {@code presence}. Invariants: what a socket hears is decided by its
 * caller's scopes alone; {@code prev} is the seq of the event sent before to the same client;
 * nothing is sent before its commit; who is online on this process is known from memory, and each
 * beat makes its rows in the database equal to that, so no lost write outlives the next one. Times
 * of {@code nodes} are by the database's clock.
 */
@NullMarked
package com.techbro24.crm.realtime;

import org.jspecify.annotations.NullMarked;
