/**
 * Who is calling and what they may do: accounts, sessions, API keys, roles and scopes.
 *
 * <p>Tables: {@code accounts}, {@code sessions}, {@code api_keys}, {@code login_failures}.
 * Invariants: secrets are stored hashed only; at least one active admin stays; a disabled account's
 * sessions and keys are worth nothing from the commit on.
 */
@NullMarked
package com.techbro24.crm.access;

import org.jspecify.annotations.NullMarked;
