package com.techbro24.crm.base;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit 1 to {@link Limits#PAGE_ROWS_MAX}
 * @param cursor as the page before gave it; null for the first
 * @param sort a field's name, with a minus in front for descending; null for the list's own order
 * @param total whether the whole list is to be counted too
 */
public record Paging(int limit, @Nullable String cursor, @Nullable String sort, boolean total) {
    public static final Paging FIRST = new Paging(Limits.PAGE_ROWS_DEFAULT, null, null, false);
}
