/** Tests of analytics. */
@NullMarked
package com.techbro24.crm.analytics;

import org.jspecify.annotations.NullMarked;
