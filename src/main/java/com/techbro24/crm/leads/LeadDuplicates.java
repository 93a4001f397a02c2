package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads that stand with the same telephone number or email. */
final class LeadDuplicates {
    private LeadDuplicates() {}

    /** Those that the caller may see, oldest first, by number and then by email. */
    static List<Lead> seen(
            Tx tx, @Nullable String phoneE164, @Nullable String email, Caller caller, int rowsMax) {
        Paging paging = new Paging(rowsMax, null, "createdAt", false);
        Map<String, Lead> found = new LinkedHashMap<>();
        if (phoneE164 != null) {
            Page<Lead> page = LeadStore.list(tx, new LeadFilter(caller).phone(phoneE164), paging);
            page.data().forEach(lead -> found.put(lead.id(), lead));
        }
        if (email != null) {
            Page<Lead> page = LeadStore.list(tx, new LeadFilter(caller).email(email), paging);
            page.data().forEach(lead -> found.putIfAbsent(lead.id(), lead));
        }
        return found.values().stream().limit(rowsMax).toList();
    }

    /** That it stands is told to everyone, which lead it is only to those who may see it. */
    static void refuse(Lead lead, Context context) {
        Tx tx = context.tx();
        if (!LeadStore.hasDuplicates(tx, lead)) {
            return;
        }
        List<Lead> standing =
                LeadStore.duplicates(tx, lead.phoneE164(), lead.email()).stream()
                        .filter(other -> !other.id().equals(lead.id()))
                        .toList();
        List<Fault> faults = new ArrayList<>();
        String phone = lead.phoneE164();
        if (phone != null && standing.stream().anyMatch(other -> phone.equals(other.phoneE164()))) {
            faults.add(new Fault("phone", "taken", "A lead with this phone stands already."));
        }
        if (faults.isEmpty() || standing.stream().anyMatch(other -> !sharesPhone(other, phone))) {
            faults.add(new Fault("email", "taken", "A lead with this email stands already."));
        }
        Problem problem = Problem.conflict(faults.getFirst().message()).with("errors", faults);
        standing.stream()
                .filter(other -> LeadStore.visibility(tx, other).isSeenBy(context.caller()))
                .findFirst()
                .ifPresent(other -> problem.with("existingId", other.id()));
        throw problem;
    }

    private static boolean sharesPhone(Lead lead, @Nullable String phone) {
        return phone != null && phone.equals(lead.phoneE164());
    }
}
