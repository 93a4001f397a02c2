/**
 * Import and export of leads in files.
 *
 * <p>Tables: {@code lead_imports}, {@code lead_import_refused}, {@code lead_import_warnings};
 * {@code lead_import_chunks}, where a file is stored until its import ends. Commands: {@code
 * lead_import.cancel}, {@code lead_import.undo}, and {@code lead_import.begin}, {@code
 * lead_import.advance}, {@code lead_import.fail}, which are internal.
 *
 * <p>Invariants: an import exists only when its file is complete; each row is imported exactly
 * once, by the normal lead commands, with the importer's current rights, in the transaction that
 * saves the progress; a rejected row leaves only its errors; the counts add up to the processed
 * rows; an export can be imported unchanged; a preview runs the same code as the import; no value
 * of a mapped column is lost or guessed, unless the importer says that bad cells are to be left
 * out; then each is reported.
 *
 * <p>Rights: everyone may import. An agent's new leads are its own; a manager's go to the pool or
 * to agents to whom it may assign leads. An import can be seen and cancelled by the agent who
 * started it and by everyone who sees that agent, and undone, by a run of {@code bulk}, by the
 * agent who started it and by admins. Everyone may export what they can list.
 */
@NullMarked
package com.techbro24.crm.imports;

import org.jspecify.annotations.NullMarked;
