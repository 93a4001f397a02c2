/**
 * The way in, over HTTP: logging in and out, one's own password, sessions and API keys.
 *
 * <p>Tables: none of its own; {@code access} has them and decides. Invariants: what is said of a
 * wrong password, an unknown email and a disabled account is the same; a token and a key are told
 * once, and no answer that holds one is kept; an API key may not change how its owner logs in.
 */
@NullMarked
package com.techbro24.crm.login;

import org.jspecify.annotations.NullMarked;
