package com.techbro24.crm.base;

import jakarta.validation.constraints.Email;
import java.lang.reflect.RecordComponent;

/** How the text of a field is cleaned. */
enum TextForm {
    /** A single line; invisible characters are removed. */
    LINE,
    /** An email address; invisible characters are removed. */
    EMAIL,
    /** Several lines, unchanged. */
    MULTILINE,
    /** A single line, unchanged. */
    VERBATIM;

    static TextForm of(RecordComponent component) {
        if (component.isAnnotationPresent(Multiline.class)) {
            return MULTILINE;
        }
        if (component.isAnnotationPresent(Verbatim.class)) {
            return VERBATIM;
        }
        // @Email targets the accessor, not the record component.
        return component.getAccessor().isAnnotationPresent(Email.class) ? EMAIL : LINE;
    }

    String clean(String text) {
        return switch (this) {
            case LINE -> VisibleText.line(text);
            case EMAIL -> VisibleText.email(text);
            case MULTILINE, VERBATIM -> text;
        };
    }
}
