/**
 * The language of rules: which events a change is, which fields a rule can name, conditions on
 * these fields, and texts that contain their values.
 *
 * <p>Tables: none. Nothing here reads the database, a clock or the zone of the machine; a {@link
 * com.techbro24.crm.automation.conditions.Situation} holds all that is looked at.
 *
 * <p>Invariants: a condition or value is compiled once, and compiling reports every error at once;
 * evaluating it changes nothing and fails for no row, whatever the row holds. A condition that
 * depends on rows that cannot be looked up is unknown, never wrong. Values are inserted once and
 * are never read as a template, and only fields of rows can be named, so that no secret can be.
 */
@NullMarked
package com.techbro24.crm.automation.conditions;

import org.jspecify.annotations.NullMarked;
