package com.techbro24.crm.leads;

import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code do_not_call_numbers}: whoever asks not to be called asks it for the number, and
 * not for one row. So a number stays listed when its lead is deleted, merged or made again, until a
 * person takes the mark from a lead that has the number.
 *
 * <p>A number is listed with its extension, where it has one; a line that is listed without one is
 * listed for all its extensions.
 */
public final class DoNotCallStore {
    /**
     * That a lead's number is not listed, for SQL that reads {@code leads}. A value, not EXISTS, of
     * which PostgreSQL would make a join with all of them; and "<> 1", which it takes to hold for
     * nearly every lead, as it does.
     */
    public static final String LEAD_IS_CALLABLE =
            "COALESCE((SELECT 1 FROM do_not_call_numbers WHERE number IN"
                    + " (leads.phone_e164, leads.phone_e164 || ';ext=' || leads.phone_extension)"
                    + " LIMIT 1), 0) <> 1";

    private DoNotCallStore() {}

    /** Whether the lead must not be called, be it marked itself or by its number. */
    public static boolean isMarked(Tx tx, Lead lead) {
        return lead.doNotCall() || isListed(tx, lead.phone());
    }

    /** Whether the number, as somebody wrote it, must not be called. */
    public static boolean isListed(Tx tx, @Nullable String phone) {
        String contact = PhoneNumbers.contact(phone).orElse(null);
        if (contact == null) {
            return false;
        }
        List<@Nullable Object> numbers = new ArrayList<>(forms(contact));
        if (PhoneNumbers.extensionOf(contact) != null) {
            numbers.addAll(PhoneNumbers.forms(PhoneNumbers.e164Of(contact)));
        }
        String marks = String.join(", ", Collections.nCopies(numbers.size(), "?"));
        String condition = numbers.size() == 1 ? "number = ?" : "number IN (" + marks + ")";
        return tx.exists("SELECT 1 FROM do_not_call_numbers WHERE " + condition, numbers.toArray());
    }

    /** Brings the list up to what a save says: a mark that was set, or one that was taken away. */
    static void follow(Tx tx, @Nullable Lead before, Lead after) {
        String number = PhoneNumbers.contact(after.phone()).orElse(null);
        if (number == null) {
            return;
        }
        boolean wasMarked =
                before != null
                        && before.doNotCall()
                        && Objects.equals(before.phone(), after.phone());
        if (after.doNotCall() && !wasMarked) {
            for (String form : forms(number)) {
                tx.update(
                        "INSERT INTO do_not_call_numbers (number, since) VALUES (?, ?)"
                                + " ON CONFLICT (number) DO NOTHING",
                        form,
                        after.updatedAt());
            }
        } else if (wasMarked && !after.doNotCall()) {
            boolean others =
                    LeadHolders.duplicates(tx, number, null).stream()
                            .anyMatch(other -> other.doNotCall() && !other.id().equals(after.id()));
            if (!others) {
                forms(number)
                        .forEach(
                                form ->
                                        tx.update(
                                                "DELETE FROM do_not_call_numbers WHERE number = ?",
                                                form));
            }
        }
    }

    /**
     * Whether a lead takes over the mark of its number: one that is new, that comes back, or that
     * has got another number. A mark that a save takes away is taken away.
     */
    static boolean isInherited(Tx tx, @Nullable Lead before, Lead after) {
        if (after.doNotCall() || after.isDeleted() || after.phone() == null) {
            return false;
        }
        boolean reached =
                before == null
                        || before.isDeleted()
                        || !Objects.equals(before.phone(), after.phone());
        return reached && isListed(tx, after.phone());
    }

    private static List<String> forms(String contact) {
        String line = PhoneNumbers.e164Of(contact);
        String rest = contact.substring(line.length());
        return PhoneNumbers.forms(line).stream().map(form -> form + rest).toList();
    }
}
