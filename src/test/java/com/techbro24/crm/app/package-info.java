/** The settings, the command line and the script that starts it. */
@NullMarked
package com.techbro24.crm.app;

import org.jspecify.annotations.NullMarked;
