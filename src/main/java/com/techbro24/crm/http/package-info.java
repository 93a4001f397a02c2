/**
 * HTTP: routes as data, and from them the router, the rights, the OpenAPI document and the
 * reference page.
 *
 * <p>Invariants: a route says all of what it takes, so that what it does not take is refused; a
 * command's route has no logic of its own; an answer leaves after the commit that holds it.
 */
@NullMarked
package com.techbro24.crm.http;

import org.jspecify.annotations.NullMarked;
