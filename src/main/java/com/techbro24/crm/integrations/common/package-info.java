/** What integrations share: acting by the commands of features. */
@NullMarked
package com.techbro24.crm.integrations.common;

import org.jspecify.annotations.NullMarked;
