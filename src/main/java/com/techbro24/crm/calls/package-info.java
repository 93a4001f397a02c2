/**
 * Telephone calls, their outcomes and their rules.
 *
 * <p>Tables: {@code calls}; {@code call_outcomes} and {@code calling_hours}, which admins set.
 * Commands: {@code call.create}, {@code call.update}, {@code call.delete}, {@code call.restore},
 * {@code call.start}, {@code call.end}, {@code call.finish_wrap_up}; {@code call.report} and {@code
 * call.time_out}, which are internal; {@code call.set_outcome_rule}, {@code call.set_hours}.
 *
 * <p>Invariants: a status changes only by a transition of {@link
 * com.techbro24.crm.calls.CallStatus}; an agent is on one call at most; an outgoing call to a
 * do-not-call lead, or outside its calling hours, has a manager's override; the effects of a call
 * on its agent and lead are separate changes in the log; a provider's call id is unique.
 *
 * <p>Reports of a telephony provider are facts: one that a call cannot take any more is noted and
 * changes nothing, and after the end only the duration and the recording are taken.
 *
 * <p>An incoming call may have no number or an internal one. A manager can correct an outcome that
 * was not a sale; this revokes the lead's conversion, unless another of its calls is a sale.
 *
 * <p>Rights: an agent sees and makes its own calls, with leads it can see. A manager sees the calls
 * of its team and calls without an agent (all calls, if it has no team), and sees and restores
 * deleted ones. Everyone reads the outcome rules and calling hours; admins set them.
 */
@NullMarked
package com.techbro24.crm.calls;

import org.jspecify.annotations.NullMarked;
