/**
 * For operators: health, readiness and metrics. No tables; it reads what the other rooms report.
 */
@NullMarked
package com.techbro24.crm.operations;

import org.jspecify.annotations.NullMarked;
