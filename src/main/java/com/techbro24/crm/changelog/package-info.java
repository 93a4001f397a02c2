/**
 * The core: handlers run commands, the runner commits, the log stores the changes, followers
 * process them.
 *
 * <p>Tables: {@code changes}, {@code change_feed}, {@code log_meta}, {@code receipts}, {@code
 * follower_cursors}, {@code follower_parked}. Invariants: every change of every entity is one row
 * of {@code changes}, written in the transaction that makes it; {@code seq} grows by one without
 * gaps; a reader that sees a {@code seq} sees every lower one; nothing downstream receives a change
 * before its commit; a command with a receipt runs once; a change of a row with a subject is found
 * by that subject, unless it only moves the row to another subject.
 */
@NullMarked
package com.techbro24.crm.changelog;

import org.jspecify.annotations.NullMarked;
