/**
 * SMS: messages to leads and agents through a provider, their receipts, and the answers of leads.
 *
 * <p>It has no table: messages are in the queue of what leaves the server, refusals among its
 * suppressions, and consent in the ledger of leads.
 *
 * <p>Invariants: a message to a lead leaves in its calling hours only; a number that answered STOP
 * gets nothing until it answers START, whatever happens to its leads; what a provider tells counts
 * once, and only with a valid signature; a message has at most {@link
 * com.techbro24.crm.integrations.sms.SmsText#SEGMENTS_MAX} segments.
 *
 * <p>The room enters no feature: it acts by commands, and reads what {@link
 * com.techbro24.crm.integrations.sms.SmsDirectory} tells it.
 */
@NullMarked
package com.techbro24.crm.integrations.sms;

import org.jspecify.annotations.NullMarked;
