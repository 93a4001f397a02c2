/**
 * Automation: rules that act by themselves when something happened, or at a time.
 *
 * <p>A rule has a trigger, conditions and actions. {@link AutomationFollower} reads the log and
 * stores a run for each event that a rule answers ({@link Matching}); {@link AutomationClock} takes
 * the runs that are due, and {@link RunExecutor} does the actions with commands by name, with the
 * rights of the rule's owner. Runs that wait, that are retried, that a schedule or a backfill made
 * take the same way.
 *
 * <p>Tables: {@code automation_rules}; {@code automation_versions}, each version of a rule with the
 * part of the log in which it is in force; {@code automation_runs}; {@code automation_marks} and
 * {@code automation_counts}, what limits runs; {@code automation_sweeps}, rules that are applied to
 * all rows.
 *
 * <p>Invariants: a rule answers each event, and each tick of its schedule for a row, at most once,
 * over crashes and nodes: the run is unique by rule, occasion and row, and its effects and its
 * status are stored in one transaction; an event meets the version of the rule that was in force at
 * its seq; a run about a lead that was merged goes on with the lead that stays; conditions see the
 * event's row, not a later one; a rule never does what its owner may not do; it sees only rows that
 * its owner sees; nothing stops the log or another rule.
 *
 * <p>Rights: managers and admins. A manager sees and changes its own rules and those of its team's
 * managers; an admin all. An admin's rules and runs see more than a manager may, so only admins see
 * them. Nobody changes a rule whose owner has a higher role.
 */
@NullMarked
package com.techbro24.crm.automation;

import org.jspecify.annotations.NullMarked;
