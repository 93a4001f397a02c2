/**
 * An agent's reminders and scheduled calls as an iCalendar feed (RFC 5545) that calendar programs
 * subscribe to, and its meetings as invitations by mail (RFC 5546).
 *
 * <p>Tables: {@code calendar_invitations}; {@code access} owns the secret of the feed's address.
 *
 * <p>Invariants: all times are in UTC, and recurrences are written out as single events for 90
 * days, so a program needs no time zones and no rules; the same rows on the same day give the same
 * bytes; the ETag follows the newest change that the agent's scope saw, so an unchanged feed is
 * answered without reading a row; an event shows the name of a lead only while the agent may see
 * the lead; an agent who gets reminders by email has an invitation to each meeting ahead, as the
 * meeting is now; a declined invitation cancels the meeting.
 */
@NullMarked
package com.techbro24.crm.calendar;

import org.jspecify.annotations.NullMarked;
