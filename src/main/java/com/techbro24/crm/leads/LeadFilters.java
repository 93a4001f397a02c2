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

/** The query parameters by which lists of leads are narrowed. */
public final class LeadFilters {
    /** A number, which must be one. */
    static final Parameter PHONE =
            Parameter.text("phone", "Their whole number, in any spelling")
                    .where(
                            written -> PhoneNumbers.contact(written).isPresent(),
                            "invalid_phone",
                            "is not a telephone number");

    /** What every list of leads takes. */
    public static final List<Parameter> PARAMETERS =
            List.of(
                    Parameter.words("status", LeadStatus.class, "How far they have come"),
                    Parameter.words("statusCategory", LeadCategory.class, "What that comes to"),
                    Parameter.words("priority", LeadPriority.class, "How much they matter"),
                    Parameter.text("tag", "A tag that they have"),
                    Parameter.text("source", "Where they came from"),
                    Parameter.text("company", "Their company's whole name"),
                    Parameter.text("email", "Their whole email"),
                    PHONE,
                    Parameter.flag("doNotCall", "Whether they must not be called"),
                    Parameter.time("createdFrom", "Made at or after"),
                    Parameter.time("createdTo", "Made before"),
                    Parameter.time("updatedFrom", "Changed at or after"),
                    Parameter.time("updatedTo", "Changed before"),
                    Parameter.time("nextFollowUpFrom", "To be followed up at or after"),
                    Parameter.time("nextFollowUpTo", "To be followed up before"));

    /** Whose leads; for lists that are not one agent's already. */
    public static final Parameter ASSIGNED =
            Parameter.text("assignedAgentId", "Whose they are: an agent's id, `me` or `none`")
                    .where(
                            whose ->
                                    whose.equals("me") || whose.equals("none") || Id.isValid(whose),
                            "invalid_format",
                            "must be an agent's id, me or none");

    private LeadFilters() {}

    /** The filter, narrowed to what the request asks for. */
    public static LeadFilter narrowed(Request request, LeadFilter filter) {
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

    /** The filter, narrowed to whose leads the request asks for. */
    public static LeadFilter assigned(LeadFilter filter, Request request) {
        @Nullable String whose = request.text("assignedAgentId").orElse(null);
        return switch (whose) {
            case null -> filter;
            case "none" -> filter.unassigned();
            case "me" -> filter.assignedTo(request.caller().agent());
            case String id -> filter.assignedTo(id);
        };
    }

    static String contact(String written) {
        return PhoneNumbers.contact(written).orElseThrow();
    }

    static Problem error(String field, String code, String message) {
        return Problem.invalid(List.of(new InputError(field, code, message)));
    }
}
