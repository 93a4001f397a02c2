/**
 * The OpenAPI document and the reference pages, generated from the route table.
 *
 * <p>Invariants: the document matches the server, because both read the same routes; it is
 * generated on the first request. It depends on {@code http} only.
 */
@NullMarked
package com.techbro24.crm.http.openapi;

import org.jspecify.annotations.NullMarked;
