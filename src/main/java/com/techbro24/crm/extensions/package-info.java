/**
 * Endpoints of a team's own: remote ones, to which requests are forwarded, and jars.
 *
 * <p>Tables: {@code custom_endpoints}; {@code custom_endpoint_calls}, the last requests of each.
 * Commands: {@code endpoint.create}, {@code endpoint.update}, {@code endpoint.rotate_secret},
 * {@code endpoint.delete}, all for admins.
 *
 * <p>Invariants of remote endpoints: the caller is authenticated, limited and named to the
 * receiver, never its credential; the input is valid by the declared schema before anything leaves;
 * a request is signed (Standard Webhooks) and takes the guarded client; the commands of an answer,
 * at most 20, run as the caller, in one transaction or not at all.
 *
 * <p>A jar is trusted code in this process. It sees {@code com.techbro24.crm.extension}, Jackson
 * and slf4j only; one that fails to start refuses the start of the server.
 */
@NullMarked
package com.techbro24.crm.extensions;

import org.jspecify.annotations.NullMarked;
