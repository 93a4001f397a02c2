/** Tests of sync. */
@NullMarked
package com.techbro24.crm.sync;

import org.jspecify.annotations.NullMarked;
