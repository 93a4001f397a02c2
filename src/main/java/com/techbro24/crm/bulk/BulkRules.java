package com.techbro24.crm.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.AssigneeCheck;
import com.techbro24.crm.leads.LeadCategory;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses what every lead would refuse, before a bulk change begins. */
final class BulkRules {
    private static final String LOST_REASON = "lostReason";

    private BulkRules() {}

    static void check(Tx tx, BulkInput input, Caller caller) {
        List<InputError> errors = new ArrayList<>();
        Patch<BulkFields> set = input.set();
        switch (input.action()) {
            case CHANGE -> errors.addAll(errorsOf(set));
            case DELETE -> {
                if (!set.present().isEmpty()) {
                    String message = "A deletion sets no fields.";
                    errors.add(new InputError("action", "not_allowed", message));
                }
            }
            case UNDO -> {
                String message = "action must be change or delete.";
                errors.add(new InputError("action", "unknown_value", message));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        if (Boolean.FALSE.equals(input.automation()) && caller.role() != Role.ADMIN) {
            throw Problem.forbidden("Only an admin may change leads without automation.");
        }
        if (set.has("assignedAgentId")) {
            checkAssignee(tx, set.values().assignedAgentId(), caller);
        }
        if (set.has("customFields")) {
            CustomFieldStore.declared(tx).checkChange(Map.of(), set.values().customFields());
        }
    }

    private static List<InputError> errorsOf(Patch<BulkFields> set) {
        List<InputError> errors = new ArrayList<>();
        if (set.present().isEmpty()) {
            errors.add(new InputError("action", "required", "A change sets at least one field."));
        }
        LeadStatus status = set.has("status") ? set.values().status() : null;
        boolean hasReason = set.has(LOST_REASON) && set.values().lostReason() != null;
        if (status == LeadStatus.LOST && !hasReason) {
            String message = LOST_REASON + " is required for a lost lead.";
            errors.add(new InputError(LOST_REASON, "required", message));
        }
        boolean takesReason = status != null && status.category() == LeadCategory.LOST;
        if (set.has(LOST_REASON) && !takesReason) {
            String message = LOST_REASON + " is allowed with the status lost or unqualified only.";
            errors.add(new InputError(LOST_REASON, "not_allowed", message));
        }
        return errors;
    }

    private static void checkAssignee(Tx tx, @Nullable String agentId, Caller caller) {
        if (agentId != null) {
            AssigneeCheck.checkAssignee(tx, agentId, caller);
        } else if (caller.role() == Role.AGENT) {
            throw Problem.forbidden("Only managers can return leads to the pool.");
        }
    }

    /** The provided fields, as they are stored with the run. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> fields(Patch<BulkFields> set) {
        ObjectNode all = Json.tree(set.values());
        return Json.MAPPER.convertValue(all.retain(set.present()), Map.class);
    }
}
