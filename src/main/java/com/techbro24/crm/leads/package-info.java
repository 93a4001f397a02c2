/**
 * Leads: the people and companies that agents call, from the first contact to the sale or loss.
 *
 * <p>Tables: {@code leads}; {@code lead_tags}, {@code lead_typos} and {@code lead_parts} with
 * {@code lead_parts_reach} (SQLite) or {@code lead_words} (PostgreSQL), for search; {@code
 * lead_loads}, for assignment; {@code lead_status_spans}, the status history; {@code
 * do_not_call_numbers}; {@code lead_derivation}, the progress of recomputing derived columns;
 * {@code custom_fields} and {@code lead_score_rules}, which admins set. Commands: {@code
 * lead.create}, {@code lead.update}, {@code lead.set_status}, {@code lead.assign}, {@code
 * lead.add_tags}, {@code lead.remove_tag}, {@code lead.merge}, {@code lead.delete}, {@code
 * lead.restore}; {@code custom_field.create}, {@code custom_field.update}, {@code
 * custom_field.delete}, {@code custom_field.restore}; {@code lead.set_score_rules}; and {@code
 * lead.drain_backlog}, {@code lead.recompute_derived} and {@code lead.rescore}, which are internal.
 *
 * <p>Invariants: a status changes only by a transition of {@link
 * com.techbro24.crm.leads.LeadStatus}; a converted lead stays converted, unless a manager revokes
 * the sale, with the reason in the log; a lost lead has a reason; {@code lead_loads.open_leads} is
 * the number of an agent's leads that are not deleted and are open or being worked on; search finds
 * a lead from the commit on that writes it; leads in the backlog ({@code backlogSince}) are
 * unassigned and open or being worked on; a custom field is set only to what its declaration
 * allows; a score is computed by the rules at the last save, unless a user set it, and new rules
 * are applied to all leads in batches; the status periods of a lead are numbered without gaps; the
 * last one is open, has the current status and started at {@code statusSince}; each one keeps the
 * agent assigned at its start; the consent and the do-not-call mark of a lead are its last entries
 * about calls in the ledger of {@code leads.consent}.
 *
 * <p>Numbers: two leads have the same number if their E.164 forms and extensions are equal;
 * obsolete and alternative forms of a country's numbers are equal ({@link
 * com.techbro24.crm.base.PhoneNumbers}). A number that can only be dialled locally has no E.164
 * form and matches no lead. Do-not-call applies to the number: it stays listed when its leads are
 * deleted or merged, and a lead that gets the number inherits the mark.
 *
 * <p>Merging: the winner fills its missing values from the loser, whose calls and reminders move in
 * the same transaction through {@link com.techbro24.crm.leads.LeadDependents}. The loser is
 * deleted, refers to the winner by {@code mergedIntoId} and cannot be restored; calls from its
 * number go to the winner. Its history stays in the log under its own id; a timeline includes all
 * leads merged into one, all their calls, and the reminders the caller can see.
 *
 * <p>Assignment: a strategy assigns a lead to an active agent below its {@code capacity} who has
 * the lead's {@code requiredSkills}. Agents at work (available, on a call or in wrap-up) come
 * before those on a break or offline, who are excluded by {@code availableOnly}. If no agent can
 * take it, the lead waits in the backlog; an agent who becomes available gets a few leads from it,
 * longest waiting first. Assigning to a specific agent ignores capacity and skills.
 *
 * <p>Rights: an agent sees and changes its own leads, and can reassign them to active agents of its
 * team. A manager sees the leads of its team and unassigned ones (all leads, if it has no team),
 * assigns them within the team, returns them to the pool, and sees and restores deleted ones. Rows
 * the caller cannot see are reported as not found. A duplicate telephone number or email is
 * reported to every caller, the id of the other lead only to callers who can see it. Merging
 * requires the right to change both leads. Everyone reads the custom fields and score rules; admins
 * set them.
 */
@NullMarked
package com.techbro24.crm.leads;

import org.jspecify.annotations.NullMarked;
