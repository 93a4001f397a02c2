/** Tests of automation. */
@NullMarked
package com.techbro24.crm.automation;

import org.jspecify.annotations.NullMarked;
