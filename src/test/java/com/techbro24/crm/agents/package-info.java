@NullMarked
package com.techbro24.crm.agents;

import org.jspecify.annotations.NullMarked;
