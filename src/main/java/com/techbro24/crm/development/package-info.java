/**
 * Tools for developers: a clock that can be set, simulated errors, and a reset of the data. Mock
 * data is in {@code development.mock}, the simulated working day in {@code development.day}. The
 * room has no tables, and its routes exist in development only.
 *
 * <p>Invariants: all data is written by the same commands as everything else; the clients of a
 * simulated day use only REST and Socket.IO.
 */
@NullMarked
package com.techbro24.crm.development;

import org.jspecify.annotations.NullMarked;
