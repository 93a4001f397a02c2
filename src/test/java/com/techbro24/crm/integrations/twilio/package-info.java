@NullMarked
package com.techbro24.crm.integrations.twilio;

import org.jspecify.annotations.NullMarked;
