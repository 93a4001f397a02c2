/**
 * Who is calling and what they may do: accounts, sessions, API keys, roles and scopes.
 *
 * <p>Tables: {@code accounts}, {@code sessions}, {@code api_keys}, {@code login_failures}, {@code
 * login_networks}. Invariants: secrets are stored hashed only; at least one active admin stays; a
 * disabled account's sessions and keys are worth nothing from the commit on. Whatever changes
 * accounts, passwords, sessions or keys re-reads the caller's rights in its own transaction. An API
 * key makes no accounts and changes no passwords, roles, sessions or keys; it ends when an admin
 * resets its owner's password.
 */
@NullMarked
package com.techbro24.crm.access;

import org.jspecify.annotations.NullMarked;
