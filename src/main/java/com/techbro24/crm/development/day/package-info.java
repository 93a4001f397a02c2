/**
 * A simulated working day: agents who work through the API and the socket of a running server, and
 * a ledger that the server's numbers are compared with.
 *
 * <p>Invariant: it uses the server as clients do, and never its stores.
 */
@NullMarked
package com.techbro24.crm.development.day;

import org.jspecify.annotations.NullMarked;
