/** Tests of the queue. */
@NullMarked
package com.techbro24.crm.queue;

import org.jspecify.annotations.NullMarked;
