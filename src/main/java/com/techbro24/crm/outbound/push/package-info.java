/**
 * Push messages to browsers and phones as a channel of {@code outbound}: Web Push (RFC 8030, 8291,
 * 8292) by the JDK's own cryptography, Firebase Cloud Messaging and Apple's push service.
 *
 * <p>Tables: {@code push_subscriptions}, one for each session at most, {@code push_keys}.
 *
 * <p>Invariants: a subscription ends with its session, and when the push service says that it is
 * gone; a device gets at most one message in 30 seconds, but for urgent ones; only the device can
 * read a Web Push message; each request goes through the guarded client.
 */
@NullMarked
package com.techbro24.crm.outbound.push;

import org.jspecify.annotations.NullMarked;
