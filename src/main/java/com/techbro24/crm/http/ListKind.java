package com.techbro24.crm.http;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.database.Listing;
import java.util.List;

/** How much of a list one answer contains, and which parameters the list takes. */
public enum ListKind {
    /** Paginated. {@link Parameter#sort} declares the sort fields. */
    PAGED(Page.Mark.class, "Page", "One page.", ""),
    /** The best matches, ranked for each request, without a cursor. */
    BEST(
            Page.Cut.class,
            "Matches",
            "The best matches.",
            "Returns the best `limit` matches; `page.more` tells whether there are more."),
    /** The complete list; always short. */
    WHOLE(Page.End.class, "List", "The complete list.", "Returns the complete list at once.");

    private final Class<?> mark;
    private final String suffix;
    private final String answer;
    private final String description;

    ListKind(Class<?> mark, String suffix, String answer, String description) {
        this.mark = mark;
        this.suffix = suffix;
        this.answer = answer;
        this.description = description;
    }

    /** The type of the page object. */
    public Class<?> mark() {
        return mark;
    }

    /** The suffix of its schema name. */
    public String suffix() {
        return suffix;
    }

    /** The description of a response. */
    public String answer() {
        return answer;
    }

    /** The description of the operation; empty for the default. */
    public String description() {
        return description;
    }

    /** The parameters of each list of this kind. */
    List<Parameter> parameters() {
        return switch (this) {
            case PAGED ->
                    List.of(
                            limit(),
                            Parameter.cursor(Listing::isCursor),
                            Parameter.flag("total", "Whether page.total counts the whole list."));
            case BEST -> List.of(limit());
            case WHOLE -> List.of();
        };
    }

    private static Parameter limit() {
        int most = Limits.PAGE_ROWS_MAX;
        return Parameter.number("limit", 1, most, "Maximum number of rows.");
    }
}
