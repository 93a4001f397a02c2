@NullMarked
package com.techbro24.crm.integrations;

import org.jspecify.annotations.NullMarked;
