@NullMarked
package com.techbro24.crm.bulk;

import org.jspecify.annotations.NullMarked;
