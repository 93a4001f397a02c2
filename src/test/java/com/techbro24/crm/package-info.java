/** What holds for the whole house: its map and its tidiness. */
@NullMarked
package com.techbro24.crm;

import org.jspecify.annotations.NullMarked;
