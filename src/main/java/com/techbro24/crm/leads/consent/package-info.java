/**
 * The ledger of consent: who allowed or forbade what, when, on which basis and with which evidence.
 *
 * <p>Tables: {@code consent_entries}. Commands: {@code lead.record_consent}, and {@code
 * lead.record_consent_of_contact}, which is internal.
 *
 * <p>Invariants: an entry is never changed or removed. Every write that changes the consent or the
 * do-not-call mark of a lead adds the entry in the same transaction, so what stands on a lead is
 * its last entry about it. Entries of a lead are in the order of their writing, whatever the clock
 * says. Merged leads keep their entries; the winner gets entries of its own for what it takes over.
 */
@NullMarked
package com.techbro24.crm.leads.consent;

import org.jspecify.annotations.NullMarked;
