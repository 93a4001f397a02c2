/** Tests of what is for those who build on the program. */
@NullMarked
package com.techbro24.crm.development;

import org.jspecify.annotations.NullMarked;
