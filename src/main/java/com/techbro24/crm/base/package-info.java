/**
 * What every room speaks: ids, JSON, problems, input, pages and time. A closed set; it imports no
 * other room.
 */
@NullMarked
package com.techbro24.crm.base;

import org.jspecify.annotations.NullMarked;
