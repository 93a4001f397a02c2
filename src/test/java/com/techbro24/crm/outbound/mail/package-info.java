@NullMarked
package com.techbro24.crm.outbound.mail;

import org.jspecify.annotations.NullMarked;
