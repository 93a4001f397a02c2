package com.techbro24.crm.leads;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.VisibleText;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
                    Parameter.text("tag", "A tag"),
                    Parameter.text("source", "The source"),
                    Parameter.text("company", "The full name of the company"),
                    Parameter.text("email", "The full email"),
                    PHONE,
                    Parameter.flag("doNotCall", "Whether they must not be called"),
                    Parameter.time("createdFrom", "Created at or after"),
                    Parameter.time("createdTo", "Created before"),
                    Parameter.time("updatedFrom", "Changed at or after"),
                    Parameter.time("updatedTo", "Changed before"),
                    Parameter.time("nextFollowUpFrom", "Next follow-up at or after"),
                    Parameter.time("nextFollowUpTo", "Next follow-up before"));

    /** The assigned agent; for lists that are not already limited to one agent. */
    public static final Parameter ASSIGNEE =
            Parameter.text("assignedAgentId", "The assigned agent: an id, `me` or `none`")
                    .where(
                            assignee ->
                                    assignee.equals("me")
                                            || assignee.equals("none")
                                            || Id.isValid(assignee),
                            "invalid_format",
                            "must be an agent's id, me or none");

    private LeadFilters() {}

    /** Adds the request's filters. */
    public static LeadFilter apply(Request request, LeadFilter filter) {
        return filter.status(request.words("status", LeadStatus.class))
                .category(request.words("statusCategory", LeadCategory.class))
                .priority(request.words("priority", LeadPriority.class))
                .tag(request.text("tag").orElse(null))
                .source(request.text("source").orElse(null))
                .company(request.text("company").orElse(null))
                .email(request.text("email").map(VisibleText::email).orElse(null))
                .phone(request.text("phone").map(LeadFilters::contact).orElse(null))
                .doNotCall(request.flagOrNone("doNotCall").orElse(null))
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
        @Nullable String assignee = request.text("assignedAgentId").orElse(null);
        return switch (assignee) {
            case null -> filter;
            case "none" -> filter.unassigned();
            case "me" -> filter.assignedTo(request.caller().agent());
            case String id -> filter.assignedTo(id);
        };
    }

    static String contact(String input) {
        return PhoneNumbers.contact(input).orElseThrow();
    }

    static Problem error(String field, String code, String message) {
        return Problem.invalid(List.of(new InputError(field, code, message)));
    }
}
