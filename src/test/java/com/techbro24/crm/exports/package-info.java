@NullMarked
package com.techbro24.crm.exports;

import org.jspecify.annotations.NullMarked;
