/**
 * Types that all rooms share: ids, JSON, problems, input validation, pages, time, phone numbers. It
 * imports no other room.
 */
@NullMarked
package com.techbro24.crm.base;

import org.jspecify.annotations.NullMarked;
