/**
 * Mail as a channel of {@code outbound}: written from templates, sent over SMTP connections that
 * stay open, and its bounces and replies read from a mailbox by IMAP.
 *
 * <p>Tables: none of its own.
 *
 * <p>Invariants: the id of a message is its {@code Message-ID}, so a mail that is sent again after
 * a crash has the same one; no header takes a line break from a text; outside of this machine the
 * connection is encrypted and the server's certificate is checked; a bounce counts only if it names
 * the id of a message that we sent.
 */
@NullMarked
package com.techbro24.crm.outbound.mail;

import org.jspecify.annotations.NullMarked;
