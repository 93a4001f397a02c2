@NullMarked
package com.techbro24.crm.outbound.push;

import org.jspecify.annotations.NullMarked;
