/**
 * The HTTP server on Vert.x: connections, framing, limits, routing, dispatch and responses.
 *
 * <p>Invariants: nothing blocks an event loop; a response is sent after the commit that it reports;
 * every refused request gets a problem document. It enters {@code http} and {@code http.openapi};
 * neither enters it.
 */
@NullMarked
package com.techbro24.crm.http.server;

import org.jspecify.annotations.NullMarked;
