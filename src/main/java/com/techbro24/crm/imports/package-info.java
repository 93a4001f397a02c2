/**
 * Imports and exports: leads in files, on their way in and out.
 *
 * <p>Tables: {@code lead_imports}, {@code lead_import_refused}, {@code lead_import_warnings};
 * {@code lead_import_chunks}, where a file waits until its import is over. Commands: {@code
 * lead_import.cancel}, and {@code lead_import.begin}, {@code lead_import.advance}, {@code
 * lead_import.fail}, which only the program itself gives.
 *
 * <p>Invariants: an import is there only when all of its file is; each row is taken once, by the
 * commands that every lead is made and changed by, with the rights that the importer has at that
 * moment, in the transaction that moves the import on; a row that is refused leaves nothing but its
 * reasons; the counts add up to the rows that are done; what was exported is imported as it was; a
 * preview says of each row what the import does with it, since it takes the same way; no value of a
 * column that is taken is dropped, and none is read as another than it can be.
 *
 * <p>Who may: everyone imports; an agent's new leads are its own, a manager's are the pool's or
 * those of whom it may give leads to. An import is seen, and cancelled, by who began it and by
 * those who see that agent. Everyone exports what it may list.
 */
@NullMarked
package com.techbro24.crm.imports;

import org.jspecify.annotations.NullMarked;
