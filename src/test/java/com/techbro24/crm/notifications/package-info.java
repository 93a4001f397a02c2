/** Tests of notifications. */
@NullMarked
package com.techbro24.crm.notifications;

import org.jspecify.annotations.NullMarked;
