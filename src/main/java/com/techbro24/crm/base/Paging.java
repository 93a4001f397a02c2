package com.techbro24.crm.base;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list the client requests.
 *
 * @param limit 1 to {@link Limits#PAGE_ROWS_MAX}
 * @param cursor {@code next} of the previous page; null for the first page
 * @param sort a field's name, with a minus in front for descending; null for the default order
 * @param total whether to count the whole list too
 */
public record Paging(int limit, @Nullable String cursor, @Nullable String sort, boolean total) {
    public static final Paging FIRST = new Paging(Limits.PAGE_ROWS_DEFAULT, null, null, false);
}
