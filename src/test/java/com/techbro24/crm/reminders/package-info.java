/** Tests of reminders. */
@NullMarked
package com.techbro24.crm.reminders;

import org.jspecify.annotations.NullMarked;
