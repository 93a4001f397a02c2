package com.techbro24.crm.leads;

import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code do_not_call_numbers}. Do-not-call applies to the number, not to one lead. So a
 * number stays listed when its lead is deleted, merged or created again, until a user clears the
 * mark on a lead with the number.
 *
 * <p>A number is listed with its extension if it has one; a number listed without an extension
 * covers all its extensions.
 */
public final class DoNotCallStore {
    /**
     * The SQL condition that a lead's number is not listed. It is a scalar subquery, because
     * PostgreSQL would turn EXISTS into a join with the whole table; and it uses "<> 1", because
     * PostgreSQL then correctly estimates that it holds for nearly all leads.
     */
    public static final String LEAD_IS_CALLABLE =
            "COALESCE((SELECT 1 FROM do_not_call_numbers WHERE number IN"
                    + " (leads.phone_e164, leads.phone_e164 || ';ext=' || leads.phone_extension)"
                    + " LIMIT 1), 0) <> 1";

    private DoNotCallStore() {}

    /** Whether the lead must not be called, by its own mark or by its number. */
    public static boolean isMarked(Tx tx, Lead lead) {
        return lead.doNotCall() || isListed(tx, lead.phone());
    }

    /** Whether the number, in any spelling, must not be called. */
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

    /** Updates the list after a save that set or cleared the mark. */
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
                    LeadsByContact.withContact(tx, number, null).stream()
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
     * Whether a lead inherits the mark of its number: a new or restored lead, or one with a new
     * number. A save that clears the mark is not overridden.
     */
    static boolean isInherited(Tx tx, @Nullable Lead before, Lead after) {
        if (after.doNotCall() || after.isDeleted() || after.phone() == null) {
            return false;
        }
        boolean newNumber =
                before == null
                        || before.isDeleted()
                        || !Objects.equals(before.phone(), after.phone());
        return newNumber && isListed(tx, after.phone());
    }

    private static List<String> forms(String contact) {
        String line = PhoneNumbers.e164Of(contact);
        String rest = contact.substring(line.length());
        return PhoneNumbers.forms(line).stream().map(form -> form + rest).toList();
    }
}
