/**
 * What leaves the server: one guarded HTTP client for all outgoing requests, the encryption of
 * secrets that must be read back, and a queue of messages (email, SMS, push, webhooks of rules).
 *
 * <p>Tables: {@code outbound_messages}; {@code suppressions}, the addresses that nothing is sent
 * to; {@code outbound_keys}, the check value of the secret key and the key of fingerprints.
 *
 * <p>Invariants: a message is queued in the transaction of what causes it, so nothing leaves before
 * that is committed; a message is sent at least once under one id: a crash between sending and
 * noting it repeats it, and nothing else does; one dead receiver slows no other one; no request
 * goes to an address that the {@link com.techbro24.crm.outbound.AddressGuard} forbids, also when a
 * name changes its address between the check and the connection; the room knows no feature.
 */
@NullMarked
package com.techbro24.crm.outbound;

import org.jspecify.annotations.NullMarked;
