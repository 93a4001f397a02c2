package com.techbro24.crm.http;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.database.Listing;
import java.util.List;

/** How much of a list one answer contains, and which parameters the list takes. */
public enum ListKind {
    /** Page by page. One that can be sorted says by what: {@link Parameter#sort}. */
    PAGED(Page.Mark.class, "Page", "One page.", ""),
    /** The best matches, ranked anew each time, so that no cursor could go on from them. */
    BEST(
            Page.Cut.class,
            "Matches",
            "The best matches.",
            "One answer has the best `limit` of them; `page.more` says whether there are more."),
    /** All there is; never many. */
    WHOLE(Page.End.class, "List", "All of them.", "All are given at once.");

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

    /** What is said beside the rows. */
    public Class<?> mark() {
        return mark;
    }

    /** What its schema is called behind the name of its rows. */
    public String suffix() {
        return suffix;
    }

    /** What an answer holds. */
    public String answer() {
        return answer;
    }

    /** What is said of the operation; empty where every list has it so. */
    public String description() {
        return description;
    }

    /** What each list of the kind takes. */
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
        return Parameter.number("limit", 1, most, "How many rows are given at most.");
    }
}
