@NullMarked
package com.techbro24.crm.access;

import org.jspecify.annotations.NullMarked;
