/**
 * Ready-made rules: templates whose parameters are described so that a form can be drawn from them.
 *
 * <p>Tables: none. A template is data; it gives the definitions of its rules in the format in which
 * clients write rules, and they are checked like any other when they are saved.
 *
 * <p>Invariants: all faults of the parameters are named at once; a value goes into a definition as
 * a JSON value, never by replacing text, so it cannot become a field, a placeholder of another
 * parameter or a part of the definition's structure. Words of other rooms, such as the statuses of
 * leads, are written out here, because this room may not enter a feature; tests compare them.
 */
@NullMarked
package com.techbro24.crm.automation.templates;

import org.jspecify.annotations.NullMarked;
