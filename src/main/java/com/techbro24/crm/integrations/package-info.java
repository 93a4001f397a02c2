/**
 * Connections to other CRMs: leads on both sides are kept alike, field by field; calls go there.
 *
 * <p>Tables: {@code integrations}; {@code integration_links}, which record there is which row here,
 * and what both had last; {@code integration_runs}. Commands: {@code integration.create}, {@code
 * integration.update}, {@code integration.run}, {@code integration.resolve}, {@code
 * integration.delete}, and {@code integration.record}, which is internal.
 *
 * <p>Invariants: what the other side has changed since both were alike is taken by the commands of
 * leads, with the rights of the connection's owner, in the transaction that stores the new common
 * value and the cursor; what we have changed is sent, and becomes common when the other side has
 * accepted it. A killed run goes on where it was, and sends nothing twice but the same values. A
 * field that both sides changed is decided by its policy, and the value that lost is kept in a
 * conflict for a person. Nothing is ever deleted on the other side.
 *
 * <p>It follows the log, and enters no feature: rows are read by their types, changed by command
 * names, and {@link com.techbro24.crm.integrations.Contacts} finds leads by phone and email.
 */
@NullMarked
package com.techbro24.crm.integrations;

import org.jspecify.annotations.NullMarked;
