package com.techbro24.crm.base;

import jakarta.validation.constraints.Email;
import java.lang.reflect.RecordComponent;

/** How the text of a field is taken in. */
enum TextForm {
    /** One line, without what cannot be seen. */
    LINE,
    /** An address for email, without what cannot be seen. */
    EMAIL,
    /** Several lines, as they came. */
    LINES,
    /** One line, as it came. */
    VERBATIM;

    static TextForm of(RecordComponent component) {
        if (component.isAnnotationPresent(Lines.class)) {
            return LINES;
        }
        if (component.isAnnotationPresent(Verbatim.class)) {
            return VERBATIM;
        }
        // The constraint is no annotation of components, but of the accessors made of them.
        return component.getAccessor().isAnnotationPresent(Email.class) ? EMAIL : LINE;
    }

    String clean(String text) {
        return switch (this) {
            case LINE -> VisibleText.line(text);
            case EMAIL -> VisibleText.email(text);
            case LINES, VERBATIM -> text;
        };
    }
}
