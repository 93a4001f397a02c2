/**
 * The OpenAPI document and the reference pages, generated from the route table.
 *
 * <p>Invariants: the document says what the server does, since both read the same routes; it is
 * generated on the first request for it. It enters {@code http} only.
 */
@NullMarked
package com.techbro24.crm.http.openapi;

import org.jspecify.annotations.NullMarked;
