package com.techbro24.crm.base;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list: {@code {"data":[…],"page":{"limit":50,"next":"…"}}}. */
public record Page<T>(List<T> data, Mark page) {
    /**
     * Where the page stands.
     *
     * @param next the cursor of the next page; null on the last
     * @param total how many rows the whole list has, when asked for
     */
    public record Mark(
            int limit,
            @Nullable String next,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total) {}

    /** The best matches: ranked anew each time, so that no cursor could go on from them. */
    public record Best<T>(List<T> data, Cut page) {
        /**
         * @param rows the best first, one more than {@code limit} where there are that many
         */
        public static <T> Best<T> of(List<T> rows, int limit) {
            boolean more = rows.size() > limit;
            return new Best<>(
                    more ? rows.subList(0, limit) : rows, new Cut(limit, NullNode.instance, more));
        }
    }

    /**
     * Where the best matches are cut off.
     *
     * @param more whether there are weaker ones
     */
    public record Cut(int limit, NullNode next, boolean more) {}

    /** A list that is never long, given whole. */
    public record Whole<T>(List<T> data, End page) {
        public static <T> Whole<T> of(List<T> rows) {
            return new Whole<>(rows, new End(Limits.PAGE_ROWS_MAX, NullNode.instance));
        }
    }

    /**
     * There is no more.
     *
     * @param limit how many rows the list can have
     */
    public record End(int limit, NullNode next) {}
}
