@NullMarked
package com.techbro24.crm.integrations.common;

import org.jspecify.annotations.NullMarked;
