/**
 * HTTP as the features use it: routes as data, requests, replies and uploads. The server is in
 * {@code http.server}, the OpenAPI document in {@code http.openapi}; both are built from the route
 * table.
 *
 * <p>Invariants: a route declares everything that it accepts, and anything else is rejected; a
 * command's route has no logic.
 */
@NullMarked
package com.techbro24.crm.http;

import org.jspecify.annotations.NullMarked;
