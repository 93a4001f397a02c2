/**
 * Calls: what an agent does all day, and what came of it.
 *
 * <p>Tables: {@code calls}; {@code call_outcomes} and {@code calling_hours}, by which admins decide
 * about all calls. Commands: {@code call.create}, {@code call.update}, {@code call.delete}, {@code
 * call.restore}, {@code call.start}, {@code call.end}, {@code call.finish_wrap_up}, {@code
 * call.time_out}; {@code call.set_outcome_rule}, {@code call.set_hours}.
 *
 * <p>Invariants: a status is reached only by a step that {@link com.techbro24.crm.calls.CallStatus}
 * has; an agent is on one call at most; a call that goes out to a lead that is not to be called, or
 * outside its calling hours, bears the override of a manager; what a call does to its agent and its
 * lead is in the log beside it, each as a change of its own; a provider's call id stands once.
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
