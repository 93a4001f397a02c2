@NullMarked
package com.techbro24.crm.integrations.telephony;

import org.jspecify.annotations.NullMarked;
