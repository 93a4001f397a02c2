package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Leads with the same telephone number or email. */
final class LeadDuplicates {
    private LeadDuplicates() {}

    /**
     * The leads the caller can see: by number, then by email, oldest first; then leads into which
     * such a lead was merged.
     */
    static List<Lead> visible(
            Tx tx, @Nullable String contact, @Nullable String email, Caller caller, int rowsMax) {
        Paging paging = new Paging(rowsMax, null, "createdAt", false);
        Map<String, Lead> found = new LinkedHashMap<>();
        if (contact != null) {
            Page<Lead> page = LeadStore.list(tx, new LeadFilter(caller).phone(contact), paging);
            page.data().forEach(lead -> found.put(lead.id(), lead));
        }
        if (email != null) {
            Page<Lead> page = LeadStore.list(tx, new LeadFilter(caller).email(email), paging);
            page.data().forEach(lead -> found.putIfAbsent(lead.id(), lead));
        }
        for (Lead lead : LeadsByContact.mergeTargets(tx, contact, email, rowsMax)) {
            if (LeadStore.visibility(tx, lead).isSeenBy(caller)) {
                found.putIfAbsent(lead.id(), lead);
            }
        }
        return found.values().stream().limit(rowsMax).toList();
    }

    /**
     * The conflict is reported to every caller; the id of the other lead only to callers who can
     * see it.
     */
    static void refuse(Lead lead, Context context) {
        Tx tx = context.tx();
        if (!LeadsByContact.mayHaveDuplicates(tx, lead)) {
            return;
        }
        String contact = PhoneNumbers.contact(lead.phone()).orElse(null);
        List<Lead> byPhone = others(lead, LeadsByContact.withContactOrMerged(tx, contact, null));
        List<Lead> byEmail =
                others(lead, LeadsByContact.withContactOrMerged(tx, null, lead.email()));
        List<InputError> errors = new ArrayList<>();
        if (!byPhone.isEmpty()) {
            errors.add(new InputError("phone", "taken", "A lead with this phone already exists."));
        }
        if (!byEmail.isEmpty()) {
            errors.add(new InputError("email", "taken", "A lead with this email already exists."));
        }
        if (errors.isEmpty()) {
            return;
        }
        Problem problem = Problem.conflict(errors.getFirst().message()).with("errors", errors);
        Stream.concat(byPhone.stream(), byEmail.stream())
                .filter(other -> LeadStore.visibility(tx, other).isSeenBy(context.caller()))
                .findFirst()
                .ifPresent(other -> problem.with("existingId", other.id()));
        throw problem;
    }

    private static List<Lead> others(Lead lead, List<Lead> leads) {
        return leads.stream().filter(other -> !other.id().equals(lead.id())).toList();
    }
}
