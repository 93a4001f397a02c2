package com.techbro24.crm.leads;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which leads are reached by a telephone number or an email: the SQL of {@code leads} for that. */
public final class LeadHolders {
    private static final int DUPLICATES_MAX = 20;

    /**
     * That the lead has a number: in either of two forms, and with this extension or none. The
     * values are those of {@link #contact}.
     */
    private static final String BY_CONTACT =
            "phone_e164 IN (?, ?) AND phone_extension IS NOT DISTINCT FROM ?";

    private static final String BY_EMAIL = "email_key = ?";

    /** That the lead is the one into which the one with this number was merged. */
    static final String KEPT_BY_PHONE = keptBy("phone_e164 = ?");

    /** The same, of a number with its extension. */
    private static final String KEPT_BY_CONTACT = keptBy(BY_CONTACT);

    private static final String KEPT_BY_EMAIL = keptBy(BY_EMAIL);

    private LeadHolders() {}

    /**
     * The leads that stand with this number or this email, oldest first.
     *
     * @param contact as {@link PhoneNumbers#contact} writes it
     */
    public static List<Lead> duplicates(Tx tx, @Nullable String contact, @Nullable String email) {
        return standing(tx, BY_CONTACT, contact, BY_EMAIL, email, DUPLICATES_MAX);
    }

    /** The leads into which one was merged that had this number or this email, oldest first. */
    static List<Lead> heirs(Tx tx, @Nullable String contact, @Nullable String email, int rowsMax) {
        return standing(tx, KEPT_BY_CONTACT, contact, KEPT_BY_EMAIL, email, rowsMax);
    }

    /** The leads that are reached so: those that stand with it, then the heirs. */
    public static List<Lead> holders(Tx tx, @Nullable String contact, @Nullable String email) {
        Map<String, Lead> found = new LinkedHashMap<>();
        duplicates(tx, contact, email).forEach(lead -> found.put(lead.id(), lead));
        heirs(tx, contact, email, DUPLICATES_MAX)
                .forEach(lead -> found.putIfAbsent(lead.id(), lead));
        return List.copyOf(found.values());
    }

    /** The leads that stand with this number, whatever their extensions, oldest first. */
    public static List<Lead> onLine(Tx tx, String e164) {
        List<@Nullable Object> values = contact(e164).subList(0, 2);
        return standing(tx, "phone_e164 IN (?, ?)", values, DUPLICATES_MAX);
    }

    private static List<Lead> standing(
            Tx tx,
            String byContact,
            @Nullable String contact,
            String byEmail,
            @Nullable String email,
            int rowsMax) {
        Map<String, Lead> found = new LinkedHashMap<>();
        if (contact != null) {
            standing(tx, byContact, contact(contact), rowsMax)
                    .forEach(lead -> found.put(lead.id(), lead));
        }
        if (email != null) {
            standing(tx, byEmail, List.of(Fold.of(email)), rowsMax)
                    .forEach(lead -> found.put(lead.id(), lead));
        }
        return List.copyOf(found.values());
    }

    private static List<Lead> standing(
            Tx tx, String condition, List<@Nullable Object> values, int rowsMax) {
        return tx.list(
                LeadColumns.SELECT
                        + " WHERE deleted_at IS NULL AND "
                        + condition
                        + " ORDER BY created_at, row_number LIMIT "
                        + rowsMax,
                LeadColumns::read,
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

    /** That one was merged into the lead, or into one that was merged into it. */
    private static String keptBy(String condition) {
        return "id IN (WITH RECURSIVE kept (id) AS (SELECT merged_into_id FROM leads"
                + " WHERE merged_into_id IS NOT NULL AND "
                + condition
                + " UNION SELECT leads.merged_into_id FROM kept JOIN leads ON leads.id = kept.id"
                + " WHERE leads.merged_into_id IS NOT NULL) SELECT id FROM kept)";
    }

    /** Whether another lead may have the number or the email; mostly there is none. */
    static boolean mayHaveDuplicates(Tx tx, Lead lead) {
        List<@Nullable Object> forms = new ArrayList<>(2);
        if (lead.phoneE164() == null) {
            forms.add(null);
        } else {
            forms.addAll(PhoneNumbers.forms(lead.phoneE164()));
        }
        // Each create asks this: one form, which nearly all numbers have, is one look into an
        // index.
        String byPhone = forms.size() == 1 ? "phone_e164 = ?" : "phone_e164 IN (?, ?)";
        String email = lead.email() == null ? null : Fold.of(lead.email());
        List<@Nullable Object> values = new ArrayList<>(forms);
        values.add(lead.id());
        values.add(email);
        values.add(lead.id());
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
