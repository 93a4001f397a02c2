/**
 * Exports: all data of the account, or of one agent, as one zip file.
 *
 * <p>Tables: {@code exports}; {@code export_chunks}, the finished file in parts, for an hour.
 * Commands: {@code export.create}, {@code export.delete}, and {@code export.begin}, {@code
 * export.advance}, {@code export.finish}, {@code export.release}, {@code export.fail}, which are
 * internal.
 *
 * <p>Invariants: all rows of a file are of one moment, the {@code seq} of its manifest; the
 * database is read into a file first, so that a slow client holds nothing open; a node writes one
 * export at a time, and an export is written by one node at a time, under a lease; any node can
 * send a finished file; a file exists only as a whole.
 *
 * <p>Rights: an admin exports and downloads the account; everyone their own rows, and those of an
 * agent whose reminders and notifications they may see. The rights are checked again when the file
 * is written, and at each download.
 */
@NullMarked
package com.techbro24.crm.exports;

import org.jspecify.annotations.NullMarked;
