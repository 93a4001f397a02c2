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

/** The one form in which a lead keeps each kind of value, so that equal values are equal. */
final class LeadValues {
    private static final Duration CLOCK_AHEAD_MAX = Duration.ofMinutes(10);

    private LeadValues() {}

    /** Without spaces around it; null for nothing but spaces. */
    static @Nullable String text(@Nullable String brought) {
        return brought == null || brought.isBlank() ? null : brought.strip();
    }

    /** Tags without doubles, in the order in which they came. */
    static List<String> tags(@Nullable List<String> brought) {
        return brought == null ? List.of() : union(List.of(), brought);
    }

    /** Those of both; of two that differ in case or accents only, the first. */
    static List<String> union(List<String> standing, List<String> more) {
        Map<String, String> byKey = new LinkedHashMap<>();
        standing.forEach(tag -> byKey.putIfAbsent(Fold.of(tag), tag));
        more.forEach(tag -> byKey.putIfAbsent(Fold.of(tag), tag.strip()));
        return List.copyOf(byKey.values());
    }

    static void refuseTooMany(List<String> tags) {
        if (tags.size() > Limits.TAGS_MAX) {
            throw error("tags", "A lead has at most " + Limits.TAGS_MAX + " tags.");
        }
    }

    /** Consent that is yet to be given is none; a client's clock may be a little ahead. */
    static @Nullable Consent consent(@Nullable Consent brought, Instant now) {
        if (brought != null && brought.at().isAfter(now.plus(CLOCK_AHEAD_MAX))) {
            String message = "consent.at must not lie in the future.";
            throw Problem.invalid(List.of(new InputError("consent.at", "out_of_range", message)));
        }
        return brought;
    }

    /** Both texts, the standing one first; one that says the same is not said twice. */
    static @Nullable String joined(@Nullable String standing, @Nullable String more) {
        if (standing == null || standing.isBlank()) {
            return more == null ? standing : more;
        }
        boolean news = more != null && !more.isBlank() && !more.strip().equals(standing.strip());
        return news ? standing + "\n\n" + more : standing;
    }

    /** The standing fields, and those of the others that do not stand. */
    static Map<String, Object> filled(Map<String, Object> standing, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(standing);
        more.forEach(all::putIfAbsent);
        return Collections.unmodifiableMap(all);
    }

    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    /** Without zeros at its end, as it is read back. */
    static @Nullable BigDecimal decimal(@Nullable BigDecimal brought) {
        if (brought == null) {
            return null;
        }
        BigDecimal plain = brought.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /**
     * The standing fields with the brought ones; null removes one, and null for all removes all.
     */
    static Map<String, Object> merge(
            Map<String, Object> standing, @Nullable Map<String, @Nullable Object> brought) {
        if (brought == null) {
            return Map.of();
        }
        Map<String, Object> merged = new LinkedHashMap<>(standing);
        brought.forEach(
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
