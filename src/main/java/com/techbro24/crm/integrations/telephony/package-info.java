/**
 * Telephony: click to call, the callbacks of the provider, the way of incoming calls, recordings.
 *
 * <p>Tables: {@code telephony_calls}, what is known of a call beside the call itself; {@code
 * call_legs}, the connections that a provider makes for it.
 *
 * <p>Invariants: nothing is asked of the provider before the call is committed; a leg's status
 * never goes back, so callbacks may come late, twice and in any order; the leg of the lead is the
 * call: the agent's leg answering is not the lead answering; a callback without a valid signature
 * changes nothing; a call that is silent for long is asked for, so a lost callback loses no end.
 *
 * <p>The room enters no feature: it acts by the commands of calls, and reads what {@link
 * com.techbro24.crm.integrations.telephony.Directory} tells it.
 */
@NullMarked
package com.techbro24.crm.integrations.telephony;

import org.jspecify.annotations.NullMarked;
