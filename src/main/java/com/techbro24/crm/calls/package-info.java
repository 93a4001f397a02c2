/**
 * Calls: what an agent does all day, what came of it, and whom to call next.
 *
 * <p>Tables: {@code calls}; {@code call_outcomes} and {@code calling_hours}, by which admins decide
 * about all calls; {@code lead_claims}, by which leads are handed out. The queue of those who wait
 * for a call stands in {@code leads} ({@link com.techbro24.crm.leads.QueuePlace}). Commands: {@code
 * call.create}, {@code call.update}, {@code call.delete}, {@code call.restore}, {@code call.start},
 * {@code call.end}, {@code call.finish_wrap_up}, {@code call.time_out}; {@code
 * call.set_outcome_rule}, {@code call.set_hours}; {@code lead.claim_next}, {@code
 * lead.release_claim}, {@code lead.end_claim}.
 *
 * <p>Invariants: a status is reached only by a step that {@link com.techbro24.crm.calls.CallStatus}
 * has; an agent is on one call at most; a call that goes out to a lead that is not to be called, or
 * outside its calling hours, bears the override of a manager; what a call does to its agent and its
 * lead is in the log beside it, each as a change of its own; a provider's call id stands once; a
 * lead is handed out to its own agent or, from the pool, to one who has the skills it asks for and
 * whose it becomes; a claim ends with a call, when it is given back, with its time, or when the
 * lead goes to another; what was drawn from the pool and left as it was then returns there; a lead
 * is handed out to nobody while somebody speaks with it.
 *
 * <p>A call that comes in may have no number, or one of the house's own exchange. When a call's
 * outcome turns out to have been no sale, its manager corrects it, and the lead is converted no
 * more, unless another of its calls sold.
 *
 * <p>Who may: an agent sees and makes its own calls, with the leads it sees. A manager sees its
 * team's calls and those of nobody (everyone's, where it has no team), sees deleted ones and
 * restores them. Everyone reads the outcomes and the hours; admins set them.
 */
@NullMarked
package com.techbro24.crm.calls;

import org.jspecify.annotations.NullMarked;
