/**
 * For operators and newcomers: health, readiness and metrics; the first page and the list of
 * routes. No tables; it reads what the other rooms report.
 */
@NullMarked
package com.techbro24.crm.operations;

import org.jspecify.annotations.NullMarked;
