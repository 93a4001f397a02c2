package com.techbro24.crm.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An enum to which a later version may add values without breaking clients. In the OpenAPI document
 * its answers are text with the known values, so that a strict client reads a value that it does
 * not know; its inputs are an enum.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Growing {}
