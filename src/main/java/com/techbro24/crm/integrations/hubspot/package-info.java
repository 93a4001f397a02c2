/**
 * HubSpot as a connector: contacts are leads, calls are call records.
 *
 * <p>The facts it is built on: a search stops at 10,000 records and its index lags, so each window
 * of time is read in the order of ids, and overlaps the one before; deletes are in the list of
 * archived records; the account's own limits are in the headers; one invalid record refuses its
 * whole batch, so a refused batch is halved until the record is found.
 */
@NullMarked
package com.techbro24.crm.integrations.hubspot;

import org.jspecify.annotations.NullMarked;
