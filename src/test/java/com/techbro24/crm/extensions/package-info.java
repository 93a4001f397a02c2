@NullMarked
package com.techbro24.crm.extensions;

import org.jspecify.annotations.NullMarked;
