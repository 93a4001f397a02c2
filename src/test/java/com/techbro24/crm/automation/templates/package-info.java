/** Tests of the templates. */
@NullMarked
package com.techbro24.crm.automation.templates;

import org.jspecify.annotations.NullMarked;
