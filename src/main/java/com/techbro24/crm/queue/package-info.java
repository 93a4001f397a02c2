/**
 * The queue: hands each agent the best lead to call now, and keeps it from others for a while.
 *
 * <p>Tables: {@code lead_claims}, the leads that are kept for an agent. The place of a lead in the
 * queue (tier, lane, order) is derived from the lead by {@link com.techbro24.crm.leads.QueuePlace}
 * and stored with it, so that each look-up goes to the front of an index of {@code leads}.
 * Commands: {@code lead.claim_next}, {@code lead.release_claim}, {@code lead.end_claim}.
 *
 * <p>Invariants: a lead is handed out to its own agent or, from the pool, to an agent who has the
 * skills it asks for, and becomes that agent's; a claim ends when the lead is called, when it is
 * given back, when its time is over, or when the lead goes to another agent; a lead that was drawn
 * from the pool and not changed since returns to the pool when its claim ends; a lead is handed out
 * to nobody while a call with it goes on.
 *
 * <p>Who may: everyone, for itself. An agent is handed leads of the pool only where the settings
 * share it and the agent has room.
 */
@NullMarked
package com.techbro24.crm.queue;

import org.jspecify.annotations.NullMarked;
