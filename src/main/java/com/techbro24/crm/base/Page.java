package com.techbro24.crm.base;

import com.fasterxml.jackson.annotation.JsonInclude;
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
}
