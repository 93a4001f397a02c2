/**
 * The settings: names, types, defaults, descriptions, and how they are read from the environment
 * and {@code .env}.
 *
 * <p>Invariants: every invalid setting is reported at once; {@code ./crm config}, {@code
 * .env.example} and the table in docs/running.md are generated from the same list.
 */
@NullMarked
package com.techbro24.crm.app.settings;

import org.jspecify.annotations.NullMarked;
