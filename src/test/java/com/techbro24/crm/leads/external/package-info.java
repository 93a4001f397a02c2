@NullMarked
package com.techbro24.crm.leads.external;

import org.jspecify.annotations.NullMarked;
