/**
 * The ids that leads have in other systems, so that those systems can write leads without keeping
 * our ids.
 *
 * <p>Table: {@code lead_external_ids}. Commands: {@code lead.upsert_external}, {@code
 * lead.link_external}, {@code lead.unlink_external}.
 *
 * <p>Invariants: an id of a system belongs to one lead; a lead may have several, also of one
 * system; a merge moves them to the remaining lead, a deletion keeps them. An upsert is a normal
 * {@code lead.create} or {@code lead.update} with the caller's rights, in the transaction that
 * stores the id; repeating it changes nothing.
 */
@NullMarked
package com.techbro24.crm.leads.external;

import org.jspecify.annotations.NullMarked;
