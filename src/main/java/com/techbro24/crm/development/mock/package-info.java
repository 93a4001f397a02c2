/**
 * Mock data: half a year of a sales team's history, written through commands.
 *
 * <p>Invariants: the same seed gives the same history; nothing is written without a command.
 */
@NullMarked
package com.techbro24.crm.development.mock;

import org.jspecify.annotations.NullMarked;
