/**
 * Leads: the people whom the agents call, from the first hint of interest to the sale or its loss.
 *
 * <p>Tables: {@code leads}; {@code lead_tags}, {@code lead_typos} and {@code lead_parts} with
 * {@code lead_parts_reach} (SQLite) or {@code lead_words} (PostgreSQL), by which they are found;
 * {@code lead_loads}, by which they are shared out; {@code lead_status_spans}, when each lead was
 * in which status; {@code do_not_call_numbers}; {@code lead_derivation}, how far leads of an older
 * version have been derived again; {@code custom_fields} and {@code lead_score_rules}, by which
 * admins decide about all leads. Commands: {@code lead.create}, {@code lead.update}, {@code
 * lead.set_status}, {@code lead.assign}, {@code lead.add_tags}, {@code lead.remove_tag}, {@code
 * lead.merge}, {@code lead.delete}, {@code lead.restore}; {@code custom_field.create}, {@code
 * custom_field.update}, {@code custom_field.delete}, {@code custom_field.restore}; {@code
 * lead.set_score_rules}; and {@code lead.take_backlog}, {@code lead.derive_again} and {@code
 * lead.rescore}, which only the program itself gives.
 *
 * <p>Invariants: a status is reached only by a step that {@link com.techbro24.crm.leads.LeadStatus}
 * has; a converted lead stays converted, save that a manager takes back a sale that was none, with
 * the reason in the log; a lost lead has a reason; {@code lead_loads.open_leads} is the number of
 * an agent's leads that stand and are open or being worked on; whatever stands in {@code leads} is
 * found by its words and parts from the same commit on; whatever waits in the backlog ({@code
 * backlogSince}) is nobody's and still work for somebody; a custom field is set only to what its
 * declaration allows; a score is what the rules gave when the lead was last saved, unless a person
 * set it, and new rules reach all leads in steps; the spans of a lead are numbered without a gap,
 * the last one is open, has the status of the lead and began at {@code statusSince}, and each one
 * keeps the agent whose lead it was when it began.
 *
 * <p>Numbers: two leads have the same number where their E.164 forms and their extensions are the
 * same; the forms that a country has given up, or writes in two ways, are one ({@link
 * com.techbro24.crm.base.PhoneNumbers}). A number that can only be dialled locally has no E.164
 * form and matches nobody. Do-not-call belongs to the number: it stays listed when its leads are
 * deleted or merged, and a lead that gets the number takes the mark over.
 *
 * <p>Merging: one lead takes over what it lacks of another, whose calls and reminders come along in
 * the same transaction by {@link com.techbro24.crm.leads.LeadBelongings}. The other is deleted,
 * points to it by {@code mergedIntoId} and comes back no more; who calls from its number is the
 * winner. Its history stays its own in the log; a timeline tells of all leads that were merged into
 * one, of their calls, whoever made them, and of the reminders that the caller may see.
 *
 * <p>Sharing out: a strategy gives a lead to an active agent who has room ({@code capacity}) and
 * the lead's {@code requiredSkills}; those at work (available, on a call or wrapping up) come
 * before those on a break or offline, who are asked only where nobody else can take it, or never
 * where {@code availableOnly} says so. Where nobody can take it, the lead waits in the backlog,
 * from which an agent that becomes available is given a few at a time, the longest waiting first.
 * Whoever names an agent is not asked about room and skills.
 *
 * <p>Who may: an agent sees and changes its own leads, and may hand one to an active agent of its
 * team. A manager sees its team's leads and those of nobody (everyone's, where it has no team),
 * shares them out within its team, returns them to the pool, sees deleted ones and restores them.
 * Whom a caller may not see is not there; that a telephone number or an email is taken is told, by
 * whom only to those who may see it. Two leads are merged by who may change both. Everyone reads
 * the custom fields and the rules of the score; admins set them.
 */
@NullMarked
package com.techbro24.crm.leads;

import org.jspecify.annotations.NullMarked;
