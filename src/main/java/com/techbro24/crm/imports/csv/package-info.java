/**
 * CSV files: encoding, delimiter, rows and the cells of an export.
 *
 * <p>Invariants: a file is read as a stream and never held whole; it isKnown nothing of leads, so
 * the caller says which column names are known.
 */
@NullMarked
package com.techbro24.crm.imports.csv;

import org.jspecify.annotations.NullMarked;
