/**
 * The OpenAPI document, the reference pages and the Postman collection, generated from the route
 * table and the Javadoc of the records.
 *
 * <p>Invariants: the document matches the server, because both read the same routes; stock
 * generators make working clients of it; it is generated on the first request. It depends on {@code
 * http} only.
 */
@NullMarked
package com.techbro24.crm.http.openapi;

import org.jspecify.annotations.NullMarked;
