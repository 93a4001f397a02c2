/**
 * The timeline of a lead: the changes of the lead itself, of the leads merged into it, and of the
 * calls and reminders that belong to it, newest first. It has no table of its own: it reads the
 * change log.
 */
@NullMarked
package com.techbro24.crm.leads.timeline;

import org.jspecify.annotations.NullMarked;
