/**
 * Who is calling and what they may do: accounts, sessions, API keys, roles and scopes.
 *
 * <p>Tables: {@code accounts}, {@code sessions}, {@code api_keys}, {@code login_failures}, {@code
 * login_networks}. Invariants: secrets are stored hashed only; at least one admin is active;
 * sessions and keys of a disabled account are invalid from its commit on. A change of accounts,
 * passwords, sessions or keys re-reads the caller's rights in its own transaction. An API key
 * cannot create accounts or change passwords, roles, sessions or keys; it is revoked when an admin
 * resets its owner's password.
 */
@NullMarked
package com.techbro24.crm.access;

import org.jspecify.annotations.NullMarked;
