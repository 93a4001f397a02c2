/**
 * Sync: a client keeps copies of the rows that its agent sees, works without a network, and comes
 * to the same state as the server.
 *
 * <p>Tables: {@code sync_mutations}, the results of pushed mutations, so that a retry changes
 * nothing; {@code sync_conflicts}; {@code sync_devices}, how far each device has read; {@code
 * sync_log}, what was pulled and pushed; {@code sync_scopes} and {@code sync_resends}, what
 * WatermelonDB cannot tell. Commands: {@code sync.resolve_conflict}, and {@code
 * sync.record_conflict}, which only the program itself gives.
 *
 * <p>Invariants: a pull reads the change log by the viewer's scopes, so that a row that leaves the
 * viewer's sight is reported as removed; a cursor only grows, and belongs to one epoch of the log,
 * one type and one set of scopes; a mutation happens once, in the transaction that stores its
 * result; it goes through the commands of the type, with the caller's rights; a value that a person
 * entered is never dropped in silence: a conflict keeps it, or the mutation is rejected with the
 * reason.
 *
 * <p>{@link RxRoutes} and {@link WatermelonRoutes} speak what stock RxDB and WatermelonDB do, over
 * the same pull and push. Those clients number no mutations and show no refusals, so a mutation has
 * an id made of its content, and what is refused is kept in a conflict.
 *
 * <p>Rights: an agent syncs its own view; a manager may read the view of an agent that it manages.
 * A push is always in the caller's own name.
 */
@NullMarked
package com.techbro24.crm.sync;

import org.jspecify.annotations.NullMarked;
