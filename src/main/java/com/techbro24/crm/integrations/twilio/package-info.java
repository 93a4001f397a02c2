/**
 * What telephony and SMS share of Twilio: its REST API, its signatures and its TwiML, by its public
 * reference.
 *
 * <p>Invariants: every request goes through {@link com.techbro24.crm.outbound.OutboundHttp}; a
 * callback without a valid signature over the public address is refused.
 */
@NullMarked
package com.techbro24.crm.integrations.twilio;

import org.jspecify.annotations.NullMarked;
