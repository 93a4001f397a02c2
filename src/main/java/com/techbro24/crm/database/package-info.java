/**
 * SQLite and PostgreSQL behind one small API: {@link com.techbro24.crm.database.Database} reads,
 * {@link com.techbro24.crm.database.GroupCommit} writes, {@link com.techbro24.crm.database.Tx} runs
 * SQL.
 *
 * <p>Invariants: one writer at a time for the whole database (on PostgreSQL by an advisory lock
 * that each batch takes first), so a handler sees the last committed state, and a sequence number
 * is never visible before a lower one. An answer is sent only after its commit. Times are stored as
 * milliseconds since 1970, enums as lower_snake_case words, lists and maps as JSON text.
 */
@NullMarked
package com.techbro24.crm.database;

import org.jspecify.annotations.NullMarked;
