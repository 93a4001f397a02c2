@NullMarked
package com.techbro24.crm.calendar;

import org.jspecify.annotations.NullMarked;
