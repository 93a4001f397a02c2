/**
 * The HTTP routes of login, logout, passwords, sessions and API keys.
 *
 * <p>Tables: none; {@code access} owns them and the rules. Invariants: a wrong password, an unknown
 * email and a disabled account give the same response; a token or key is shown once, and a response
 * that contains one is never stored; an API key cannot change its owner's login.
 */
@NullMarked
package com.techbro24.crm.login;

import org.jspecify.annotations.NullMarked;
