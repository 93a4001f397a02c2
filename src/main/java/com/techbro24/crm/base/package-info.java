/**
 * What every room speaks: ids, JSON, problems, input and its rules, pages, time, phone numbers. It
 * imports no other room.
 */
@NullMarked
package com.techbro24.crm.base;

import org.jspecify.annotations.NullMarked;
