/**
 * For those who build on the program: believable data, made through the commands; a clock that can
 * be set, faults that can be asked for, a fresh start; and a working day that is acted out by
 * clients. It has no tables, and its routes are there in development only.
 *
 * <p>Invariants: whatever data it makes has gone through the same commands as everything else; who
 * acts in a day knows the server only as any client does, over REST and Socket.IO.
 */
@NullMarked
package com.techbro24.crm.development;

import org.jspecify.annotations.NullMarked;
