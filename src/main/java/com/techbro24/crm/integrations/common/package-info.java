/**
 * What integrations share: acting by the commands of features, and the signatures of Standard
 * Webhooks.
 */
@NullMarked
package com.techbro24.crm.integrations.common;

import org.jspecify.annotations.NullMarked;
