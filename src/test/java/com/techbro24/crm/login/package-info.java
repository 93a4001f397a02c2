@NullMarked
package com.techbro24.crm.login;

import org.jspecify.annotations.NullMarked;
