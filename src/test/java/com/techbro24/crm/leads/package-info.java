@NullMarked
package com.techbro24.crm.leads;

import org.jspecify.annotations.NullMarked;
