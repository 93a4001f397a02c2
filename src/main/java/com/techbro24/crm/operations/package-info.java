/**
 * What whoever runs the program needs: health, readiness and metrics. It has no tables; it reads
 * what the other rooms tell of themselves.
 */
@NullMarked
package com.techbro24.crm.operations;

import org.jspecify.annotations.NullMarked;
