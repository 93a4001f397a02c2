/**
 * Webhooks: endpoints of other systems that get the events of the log as signed HTTP requests, in
 * the form of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>.
 *
 * <p>The log is the queue: an endpoint has a cursor in it. {@link
 * com.techbro24.crm.webhooks.WebhookDispatcher} gives each endpoint to one node, whose {@link
 * com.techbro24.crm.webhooks.EndpointRunner} reads on from the cursor; only what failed is stored
 * by itself, until it is delivered or given up. The body is made at each attempt.
 *
 * <p>Tables: {@code webhook_endpoints}; {@code webhook_pending}, what failed and is tried again;
 * {@code webhook_attempts}, each attempt, kept for 7 days.
 *
 * <p>Invariants: each event that an endpoint wants is delivered at least once, under one id, over
 * crashes, restarts and replays; a result, the cursor and what is tried again are stored in one
 * transaction; an endpoint sees what its owner sees when it is sent; one dead endpoint slows no
 * other one; an ordered endpoint gets no event before an earlier one.
 */
@NullMarked
package com.techbro24.crm.webhooks;

import org.jspecify.annotations.NullMarked;
