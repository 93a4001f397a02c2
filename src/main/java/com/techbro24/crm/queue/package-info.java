/**
 * The call queue: an agent claims the best lead to call now, which is reserved for a limited time.
 *
 * <p>Tables: {@code lead_claims}, the leads reserved for an agent. The position of a lead in the
 * queue (tier, lane, order) is derived from the lead by {@link com.techbro24.crm.leads.QueuePlace}
 * and stored with it, so that each lookup reads the first entries of an index of {@code leads}.
 * Commands: {@code lead.claim_next}, {@code lead.release_claim}, {@code lead.end_claim}.
 *
 * <p>Invariants: a lead can be claimed by its own agent or, from the pool, by an agent with the
 * required skills, to whom it is then assigned; a claim ends with a call, a release, its expiry or
 * a reassignment; an unchanged lead from the pool then returns there; a lead with an open call
 * cannot be claimed. A look at the queue changes nothing. Without a lead to hand out, the answer
 * says why, in numbers.
 *
 * <p>Rights: everyone, for themselves. An agent gets leads from the pool only if the settings allow
 * it and the agent is below its capacity.
 */
@NullMarked
package com.techbro24.crm.queue;

import org.jspecify.annotations.NullMarked;
