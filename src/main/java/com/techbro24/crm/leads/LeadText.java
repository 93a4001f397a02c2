package com.techbro24.crm.leads;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.database.Listing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What a search looks into, {@code leads.search_text}, and the SQL that looks. */
final class LeadText {
    /** What stands between words; SQLite's view {@code lead_texts} has the same. */
    static final String BETWEEN_WORDS = " \n-'/&(,";

    private LeadText() {}

    /** The fields by which a lead is found, folded, one below the other. */
    static String of(Lead lead) {
        List<String> fields = new ArrayList<>(4);
        fields.add(Fold.of(lead.name()));
        if (lead.email() != null) {
            fields.add(Fold.of(lead.email()));
        }
        if (lead.company() != null) {
            fields.add(Fold.of(lead.company()));
        }
        if (lead.phoneE164() != null) {
            fields.add(lead.phoneE164().substring(1));
        }
        return String.join("\n", fields);
    }

    /** A lead holds the token: a short one where a word begins, a longer one anywhere. */
    static void hold(Listing.Filter filter, String token) {
        holdOneOf(filter, List.of(token));
    }

    static void holdOneOf(Listing.Filter filter, List<String> tokens) {
        like(
                filter,
                tokens.stream()
                        .flatMap(
                                token ->
                                        LeadQuery.isPart(token)
                                                ? Stream.of("%" + literal(token) + "%")
                                                : beginnings(token))
                        .toList());
    }

    /** A word begins with the token. */
    static void holdBeginning(Listing.Filter filter, String token) {
        like(filter, beginnings(token).toList());
    }

    private static Stream<String> beginnings(String token) {
        String beginning = literal(token) + "%";
        return Stream.concat(
                Stream.of(beginning),
                BETWEEN_WORDS.chars().mapToObj(between -> "%" + (char) between + beginning));
    }

    private static String literal(String token) {
        return token.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static void like(Listing.Filter filter, List<String> patterns) {
        either(filter, "leads.search_text LIKE ? ESCAPE '!'", patterns);
    }

    /** One of the words, whole; on SQLite. */
    static void holdOneWordOf(Listing.Filter filter, List<String> words) {
        either(
                filter,
                "char(10) || leads.search_text || char(10) GLOB ?",
                words.stream().map(word -> "*[^a-z0-9]" + word + "[^a-z0-9]*").toList());
    }

    private static void either(Listing.Filter filter, String condition, List<String> values) {
        String conditions = String.join(" OR ", Collections.nCopies(values.size(), condition));
        filter.and("(" + conditions + ")", values.toArray());
    }
}
