package com.techbro24.crm.leads;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.VisibleText;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Request;
import java.util.List;

/** The filter parameters of lists of leads. */
public final class LeadFilters {
    static final Parameter PHONE =
            Parameter.text("phone", "The full phone number, in any format")
                    .where(
                            input -> PhoneNumbers.contact(input).isPresent(),
                            "invalid_phone",
                            "is not a telephone number");

    /** The parameters of every list of leads. */
    public static final List<Parameter> PARAMETERS =
            List.of(
                    Parameter.words("status", LeadStatus.class, "The status"),
                    Parameter.words(
                            "statusCategory", LeadCategory.class, "The category of the status"),
                    Parameter.words("priority", LeadPriority.class, "The priority"),
                    Parameter.texts("tag", "A tag; of several, any"),
                    Parameter.texts("allTags", "Tags that a lead has all of"),
                    Parameter.number("scoreMin", 0, LeadFields.SCORE_MAX, "The lowest score"),
                    Parameter.number("scoreMax", 0, LeadFields.SCORE_MAX, "The highest score"),
                    Parameter.number("valueMin", 0, Integer.MAX_VALUE, "The lowest value"),
                    Parameter.number("valueMax", 0, Integer.MAX_VALUE, "The highest value"),
                    Parameter.texts(
                            LeadQuery.CUSTOM_FIELD,
                            "The name of a custom field, a colon and its value, such as"
                                    + " `plan:gold`; of several, all"),
                    Parameter.flag(
                            LeadQuery.CALLABLE,
                            "Whether they are due for a call, within their calling hours, now"),
                    Parameter.text("source", "The source"),
                    Parameter.text("company", "The full name of the company"),
                    Parameter.text("email", "The full email"),
                    PHONE,
                    Parameter.flag("doNotCall", "Whether they must not be called"),
                    Parameter.time("from", "Created at or after"),
                    Parameter.time("to", "Created before"),
                    Parameter.time("createdFrom", "Created at or after"),
                    Parameter.time("createdTo", "Created before"),
                    Parameter.time("updatedFrom", "Changed at or after"),
                    Parameter.time("updatedTo", "Changed before"),
                    Parameter.time("nextFollowUpFrom", "Next follow-up at or after"),
                    Parameter.time("nextFollowUpTo", "Next follow-up before"));

    private static final String AGENT = "agentId";

    /** The name that this filter had first. */
    private static final String ASSIGNED = "assignedAgentId";

    /** The assigned agent; for lists that are not already limited to one agent. */
    public static final List<Parameter> ASSIGNEE =
            List.of(
                    assignee(AGENT, "The assigned agent: an id, `me` or `none`"),
                    assignee(ASSIGNED, "The same as agentId"));

    private static Parameter assignee(String name, String summary) {
        return Parameter.text(name, summary)
                .where(
                        assignee ->
                                assignee.equals("me")
                                        || assignee.equals("none")
                                        || Id.isValid(assignee),
                        "invalid_format",
                        "must be an agent's id, me or none");
    }

    private LeadFilters() {}

    /** Adds the request's filters that need no database; see {@link LeadQuery}. */
    static LeadFilter apply(Request request, LeadFilter filter) {
        return filter.status(request.words("status", LeadStatus.class))
                .category(request.words("statusCategory", LeadCategory.class))
                .priority(request.words("priority", LeadPriority.class))
                .tag(request.texts("tag"))
                .allTags(request.texts("allTags"))
                .score(
                        request.number("scoreMin").orElse(null),
                        request.number("scoreMax").orElse(null))
                .value(
                        request.number("valueMin").orElse(null),
                        request.number("valueMax").orElse(null))
                .source(request.text("source").orElse(null))
                .company(request.text("company").orElse(null))
                .email(request.text("email").map(VisibleText::email).orElse(null))
                .phone(request.text("phone").map(LeadFilters::contact).orElse(null))
                .doNotCall(request.flagOrNone("doNotCall").orElse(null))
                .created(request.time("from").orElse(null), request.time("to").orElse(null))
                .created(
                        request.time("createdFrom").orElse(null),
                        request.time("createdTo").orElse(null))
                .updated(
                        request.time("updatedFrom").orElse(null),
                        request.time("updatedTo").orElse(null))
                .nextFollowUp(
                        request.time("nextFollowUpFrom").orElse(null),
                        request.time("nextFollowUpTo").orElse(null));
    }

    /** Adds the request's filter by assigned agent. */
    public static LeadFilter assigned(LeadFilter filter, Request request) {
        for (String name : List.of(AGENT, ASSIGNED)) {
            request.text(name).ifPresent(assignee -> assigned(filter, assignee, request));
        }
        return filter;
    }

    private static void assigned(LeadFilter filter, String assignee, Request request) {
        LeadFilter _ =
                switch (assignee) {
                    case "none" -> filter.unassigned();
                    case "me" -> filter.assignedTo(request.caller().agent());
                    default -> filter.assignedTo(assignee);
                };
    }

    static String contact(String input) {
        return PhoneNumbers.contact(input).orElseThrow();
    }

    static Problem error(String field, String code, String message) {
        return Problem.invalid(List.of(new InputError(field, code, message)));
    }
}
