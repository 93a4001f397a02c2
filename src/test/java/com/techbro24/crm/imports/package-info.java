@NullMarked
package com.techbro24.crm.imports;

import org.jspecify.annotations.NullMarked;
