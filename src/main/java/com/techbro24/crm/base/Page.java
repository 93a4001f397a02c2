package com.techbro24.crm.base;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list: {@code {"data":[…],"page":{"limit":50,"next":"…"}}}. */
public record Page<T>(List<T> data, Mark page) {
    /**
     * Position of the page in the list.
     *
     * @param next the cursor of the next page; null on the last
     * @param total number of rows in the whole list; absent unless requested
     */
    public record Mark(
            int limit,
            @Nullable String next,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total) {}

    /** The best matches. They are ranked for each request, so there is no cursor. */
    public record Best<T>(List<T> data, Cut page) {
        /**
         * @param rows best first; up to one more than {@code limit}, to know whether there are more
         */
        public static <T> Best<T> of(List<T> rows, int limit) {
            boolean more = rows.size() > limit;
            return new Best<>(
                    more ? rows.subList(0, limit) : rows, new Cut(limit, NullNode.instance, more));
        }
    }

    /**
     * The limit of the best matches.
     *
     * @param more whether there are further matches
     */
    public record Cut(int limit, NullNode next, boolean more) {}

    /** A short list, returned complete. */
    public record Whole<T>(List<T> data, End page) {
        public static <T> Whole<T> of(List<T> rows) {
            return new Whole<>(rows, new End(Limits.PAGE_ROWS_MAX, NullNode.instance));
        }
    }

    /**
     * The end of a complete list.
     *
     * @param limit maximum number of rows
     */
    public record End(int limit, NullNode next) {}
}
