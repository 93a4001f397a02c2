package com.techbro24.crm.leads;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.leads.customfields.CustomValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Normalizes the values of a lead, so that equal values compare as equal. */
final class LeadValues {
    private static final Duration CLOCK_AHEAD_MAX = Duration.ofMinutes(10);

    private LeadValues() {}

    /** Strips the text; null for a blank one. */
    static @Nullable String text(@Nullable String input) {
        return input == null || input.isBlank() ? null : input.strip();
    }

    /** The tags without duplicates, in their order. */
    static List<String> tags(@Nullable List<String> input) {
        return input == null ? List.of() : union(List.of(), input);
    }

    /** The union of both; of tags that differ only in case or accents, the first. */
    static List<String> union(List<String> existing, List<String> more) {
        Map<String, String> byKey = new LinkedHashMap<>();
        existing.forEach(tag -> byKey.putIfAbsent(Fold.of(tag), tag));
        more.forEach(tag -> byKey.putIfAbsent(Fold.of(tag), tag.strip()));
        return List.copyOf(byKey.values());
    }

    static void refuseTooMany(List<String> tags) {
        if (tags.size() > Limits.TAGS_MAX) {
            throw error("tags", "A lead has at most " + Limits.TAGS_MAX + " tags.");
        }
    }

    /** Refuses consent in the future, with a tolerance for the client's clock. */
    static @Nullable Consent consent(@Nullable Consent input, Instant now) {
        if (input != null && isAhead(input.at(), now)) {
            String message = "consent.at must not be in the future.";
            throw Problem.invalid(List.of(new InputError("consent.at", "out_of_range", message)));
        }
        return input;
    }

    /** Whether a time is in the future, with a tolerance for the client's clock. */
    static boolean isAhead(Instant time, Instant now) {
        return time.isAfter(now.plus(CLOCK_AHEAD_MAX));
    }

    /** Joins both texts; equal texts are not repeated. */
    static @Nullable String joined(@Nullable String existing, @Nullable String more) {
        if (existing == null || existing.isBlank()) {
            return more == null ? existing : more;
        }
        boolean different =
                more != null && !more.isBlank() && !more.strip().equals(existing.strip());
        return different ? existing + "\n\n" + more : existing;
    }

    /** The existing fields, plus missing ones from the others. */
    static Map<String, Object> filled(Map<String, Object> existing, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(existing);
        more.forEach(all::putIfAbsent);
        return Collections.unmodifiableMap(all);
    }

    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    /** Without trailing zeros, as it is read back from the database. */
    static @Nullable BigDecimal decimal(@Nullable BigDecimal input) {
        if (input == null) {
            return null;
        }
        BigDecimal plain = input.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** Applies the provided fields; a null value removes a field, a null map removes all. */
    static Map<String, Object> merge(
            Map<String, Object> existing, @Nullable Map<String, @Nullable Object> input) {
        if (input == null) {
            return Map.of();
        }
        Map<String, Object> merged = new LinkedHashMap<>(existing);
        input.forEach(
                (name, value) -> {
                    if (value == null) {
                        merged.remove(name);
                    } else {
                        merged.put(name, CustomValue.of(value));
                    }
                });
        if (merged.size() > Limits.CUSTOM_FIELDS_MAX) {
            throw error(
                    "customFields",
                    "A lead has at most " + Limits.CUSTOM_FIELDS_MAX + " custom fields.");
        }
        return Collections.unmodifiableMap(merged);
    }

    private static Problem error(String field, String message) {
        return Problem.invalid(List.of(new InputError(field, "too_long", message)));
    }
}
