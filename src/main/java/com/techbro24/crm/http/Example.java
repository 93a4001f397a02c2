package com.techbro24.crm.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the document shows of a record whose fields depend on one another; of others it makes one
 * up, field by field.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Example {
    /** As JSON, without what the path holds. */
    String value();
}
