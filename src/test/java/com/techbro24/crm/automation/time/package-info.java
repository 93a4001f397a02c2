/** Tests of schedules and windows. */
@NullMarked
package com.techbro24.crm.automation.time;

import org.jspecify.annotations.NullMarked;
