@NullMarked
package com.techbro24.crm.integrations.sms;

import org.jspecify.annotations.NullMarked;
