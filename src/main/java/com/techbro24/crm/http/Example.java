package com.techbro24.crm.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The example of a field in the OpenAPI document, or of a whole record whose fields depend on each
 * other. The default example is generated from the schema.
 */
@Target({ElementType.TYPE, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Example {
    /** The example as JSON, without the fields that are in the path. */
    String value();
}
