/**
 * Bulk changes: one change of many leads, or their deletion, in the background; and the undo of a
 * bulk change or of an import.
 *
 * <p>Tables: {@code lead_bulks}; {@code lead_bulk_chunks}, the leads of a run until it ends; {@code
 * lead_bulk_reports}, the leads that were not or not fully changed. Commands: {@code
 * lead_bulk.cancel}, {@code lead_bulk.undo}, and {@code lead_bulk.begin}, {@code
 * lead_bulk.advance}, {@code lead_bulk.fail}, which are internal.
 *
 * <p>Invariants: the leads of a run are fixed when it begins; each is changed at most once, by one
 * normal lead command, with the current rights of the agent who started the run, in the transaction
 * that saves the progress; the counts add up to the processed leads; a rejected lead leaves only
 * its reasons.
 *
 * <p>Undo: a run of its own, which reads from the change log what an import or a bulk change did. A
 * lead that it created is deleted, unless somebody has touched the lead, its calls or its reminders
 * since; a lead that it deleted is restored; a field that it set gets its old value, unless it has
 * changed since. What rules did in answer counts as done by it. An undo cannot be undone, and a
 * thing cannot be undone twice.
 *
 * <p>Rights: everyone may change many leads, as far as it may change each. A run can be seen and
 * cancelled by the agent who started it and by everyone who sees that agent; undone by the agent
 * who started it and by admins. Only admins may run one without automation.
 */
@NullMarked
package com.techbro24.crm.bulk;

import org.jspecify.annotations.NullMarked;
