/**
 * The settings: their names, types, defaults and texts, and how the environment and {@code .env}
 * give them.
 *
 * <p>Invariants: every invalid setting is reported at once; {@code ./crm config}, {@code
 * .env.example} and the table in docs/running.md are generated from the same list.
 */
@NullMarked
package com.techbro24.crm.app.settings;

import org.jspecify.annotations.NullMarked;
