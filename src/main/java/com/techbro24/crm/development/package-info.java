/**
 * For those who build on the program: believable data, made through the commands. It has no tables.
 *
 * <p>Invariant: whatever it makes has gone through the same commands as everything else.
 */
@NullMarked
package com.techbro24.crm.development;

import org.jspecify.annotations.NullMarked;
