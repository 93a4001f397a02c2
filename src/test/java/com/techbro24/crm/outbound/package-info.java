/** Tests of what leaves the server, with receivers on the loopback. */
@NullMarked
package com.techbro24.crm.outbound;

import org.jspecify.annotations.NullMarked;
