/** Tests of calls. */
@NullMarked
package com.techbro24.crm.calls;

import org.jspecify.annotations.NullMarked;
