package com.techbro24.crm.leads;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds leads by telephone number or email. */
public final class LeadsByContact {
    private static final int DUPLICATES_MAX = 20;

    /** More leads than share a number or an email. */
    private static final int ALL_MAX = 10_000;

    /**
     * Matches a number in either of its two forms, with this extension or none. {@link #contact}
     * supplies the values.
     */
    private static final String BY_CONTACT =
            "phone_e164 IN (?, ?) AND phone_extension IS NOT DISTINCT FROM ?";

    private static final String BY_EMAIL = "email_key = ?";

    /** Matches the lead into which a lead with this number was merged. */
    static final String MERGED_BY_PHONE = mergedBy("phone_e164 = ?");

    /** The same for a number with its extension. */
    private static final String MERGED_BY_CONTACT = mergedBy(BY_CONTACT);

    private static final String MERGED_BY_EMAIL = mergedBy(BY_EMAIL);

    private LeadsByContact() {}

    /**
     * The leads with this number or email that are not deleted, oldest first.
     *
     * @param contact in the form of {@link PhoneNumbers#contact}
     */
    public static List<Lead> withContact(Tx tx, @Nullable String contact, @Nullable String email) {
        return list(tx, BY_CONTACT, contact, BY_EMAIL, email, DUPLICATES_MAX);
    }

    /** As {@link #withContact}, without a limit that duplicates may reach. */
    static List<Lead> all(Tx tx, @Nullable String contact, @Nullable String email) {
        return list(tx, BY_CONTACT, contact, BY_EMAIL, email, ALL_MAX);
    }

    /** The leads into which a lead with this number or email was merged, oldest first. */
    static List<Lead> mergeTargets(
            Tx tx, @Nullable String contact, @Nullable String email, int rowsMax) {
        return list(tx, MERGED_BY_CONTACT, contact, MERGED_BY_EMAIL, email, rowsMax);
    }

    /** The leads with this number or email, then the merge targets. */
    public static List<Lead> withContactOrMerged(
            Tx tx, @Nullable String contact, @Nullable String email) {
        Map<String, Lead> found = new LinkedHashMap<>();
        withContact(tx, contact, email).forEach(lead -> found.put(lead.id(), lead));
        mergeTargets(tx, contact, email, DUPLICATES_MAX)
                .forEach(lead -> found.putIfAbsent(lead.id(), lead));
        return List.copyOf(found.values());
    }

    /** The leads with this number and any extension, oldest first. */
    public static List<Lead> withLine(Tx tx, String e164) {
        List<@Nullable Object> values = contact(e164).subList(0, 2);
        return list(tx, "phone_e164 IN (?, ?)", values, DUPLICATES_MAX);
    }

    private static List<Lead> list(
            Tx tx,
            String byContact,
            @Nullable String contact,
            String byEmail,
            @Nullable String email,
            int rowsMax) {
        Map<String, Lead> found = new LinkedHashMap<>();
        if (contact != null) {
            list(tx, byContact, contact(contact), rowsMax)
                    .forEach(lead -> found.put(lead.id(), lead));
        }
        if (email != null) {
            list(tx, byEmail, List.of(Fold.of(email)), rowsMax)
                    .forEach(lead -> found.put(lead.id(), lead));
        }
        return List.copyOf(found.values());
    }

    private static List<Lead> list(
            Tx tx, String condition, List<@Nullable Object> values, int rowsMax) {
        return tx.list(
                LeadColumns.SELECT
                        + " WHERE deleted_at IS NULL AND "
                        + condition
                        + " ORDER BY created_at, row_number LIMIT "
                        + rowsMax,
                LeadColumns.COLUMNS::read,
                values.toArray());
    }

    /** The values of {@link #BY_CONTACT}. */
    private static List<@Nullable Object> contact(@Nullable String contact) {
        List<@Nullable Object> values = new ArrayList<>(3);
        List<String> forms =
                contact == null ? List.of() : PhoneNumbers.forms(PhoneNumbers.e164Of(contact));
        values.add(forms.isEmpty() ? null : forms.getFirst());
        values.add(forms.isEmpty() ? null : forms.getLast());
        values.add(contact == null ? null : PhoneNumbers.extensionOf(contact));
        return values;
    }

    /** Matches leads into which a matching lead was merged, directly or indirectly. */
    private static String mergedBy(String condition) {
        return "id IN (WITH RECURSIVE kept (id) AS (SELECT merged_into_id FROM leads"
                + " WHERE merged_into_id IS NOT NULL AND "
                + condition
                + " UNION SELECT leads.merged_into_id FROM kept JOIN leads ON leads.id = kept.id"
                + " WHERE leads.merged_into_id IS NOT NULL) SELECT id FROM kept)";
    }

    /** A cheap check whether another lead may have the number or email; usually there is none. */
    static boolean mayHaveDuplicates(Tx tx, Lead lead) {
        return mayHaveDuplicates(tx, lead.phoneE164(), lead.email(), lead.id());
    }

    /**
     * Whether a new lead with this number or email would be a duplicate.
     *
     * @param contact in the form of {@link PhoneNumbers#contact}
     */
    public static boolean isTaken(Tx tx, @Nullable String contact, @Nullable String email) {
        String e164 = contact == null ? null : PhoneNumbers.e164Of(contact);
        return mayHaveDuplicates(tx, e164, email, "")
                && !withContactOrMerged(tx, contact, email).isEmpty();
    }

    private static boolean mayHaveDuplicates(
            Tx tx, @Nullable String e164, @Nullable String address, String id) {
        List<@Nullable Object> forms = new ArrayList<>(2);
        if (e164 == null) {
            forms.add(null);
        } else {
            forms.addAll(PhoneNumbers.forms(e164));
        }
        // Every create runs this. Nearly all numbers have one form, which needs one index lookup.
        String byPhone = forms.size() == 1 ? "phone_e164 = ?" : "phone_e164 IN (?, ?)";
        String email = address == null ? null : Fold.of(address);
        List<@Nullable Object> values = new ArrayList<>(forms);
        values.add(id);
        values.add(email);
        values.add(id);
        values.addAll(forms);
        values.add(email);
        return tx.exists(
                "SELECT 1 FROM leads WHERE deleted_at IS NULL AND "
                        + byPhone
                        + " AND id <> ? UNION ALL SELECT 1 FROM leads"
                        + " WHERE deleted_at IS NULL AND email_key = ? AND id <> ?"
                        + " UNION ALL SELECT 1 FROM leads WHERE merged_into_id IS NOT NULL AND "
                        + byPhone
                        + " UNION ALL SELECT 1 FROM leads"
                        + " WHERE merged_into_id IS NOT NULL AND email_key = ? LIMIT 1",
                values.toArray());
    }
}
