package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds leads by a name, a company, an email or a telephone number, or a part of one.
 *
 * <p>It looks for the best matches first and goes on to weaker ones only until the page is full:
 * whole fields and their beginnings (B-trees), beginnings of words ({@code lead_words}), parts from
 * three characters on (trigrams: FTS5 on SQLite, pg_trgm on PostgreSQL), words with a slip ({@code
 * lead_typos}). Each step reads at most about a page of rows, so a search costs the same in a
 * thousand leads and in a hundred thousand. An agent's own leads are few enough to look at each.
 */
final class LeadSearch {
    private static final String COLUMNS =
            "row_number, name_key, email_key, company_key, phone_e164";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM leads";

    /** How many of an agent's leads, newest change first, are looked at. */
    private static final int OWN_ROWS_MAX = 5_000;

    private static final int MEANT_WORDS_MAX = 20;

    /** The last character there is: above every text that goes on behind a prefix. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private record Hit(long row, LeadQuery.Rank rank, String name) {}

    private final Tx tx;
    private final Caller caller;
    private final LeadQuery query;
    private final int rowsMax;
    private final Map<Long, Hit> hits = new LinkedHashMap<>();

    private LeadSearch(Tx tx, Caller caller, LeadQuery query, int rowsMax) {
        this.tx = tx;
        this.caller = caller;
        this.query = query;
        this.rowsMax = rowsMax;
    }

    /** The best {@code rowsMax} matches among the leads that the caller may see, best first. */
    static List<Lead> find(Tx tx, String written, Caller caller, int rowsMax) {
        LeadSearch search = new LeadSearch(tx, caller, LeadQuery.of(written), rowsMax);
        search.run();
        List<Long> best =
                search.hits.values().stream()
                        .sorted(
                                Comparator.comparing(Hit::rank)
                                        .thenComparing(Hit::name)
                                        .thenComparing(Hit::row))
                        .limit(rowsMax)
                        .map(Hit::row)
                        .toList();
        return LeadStore.byRows(tx, best);
    }

    private void run() {
        if (caller.role() == Role.AGENT) {
            findAmongOwn();
        } else {
            findNumbers();
            findBeginnings();
            if (!isFull()) {
                findWords();
            }
            if (!isFull()) {
                findParts();
            }
        }
        if (!isFull()) {
            findSlips();
        }
    }

    private boolean isFull() {
        return hits.size() >= rowsMax;
    }

    private void findAmongOwn() {
        Listing.Filter filter = visible();
        if (query.digits() != null) {
            filter.and(
                    "(leads.search_text LIKE ? ESCAPE '!' OR " + holdsAll() + ")",
                    ownValues(query.digits()));
        } else {
            filter.and(holdsAll(), query.tokens().stream().map(LeadSearch::part).toArray());
        }
        add(SELECT, filter, " ORDER BY updated_at DESC, id DESC LIMIT " + OWN_ROWS_MAX);
        if (!query.findsParts()) {
            hits.values().removeIf(hit -> hit.rank() == LeadQuery.Rank.PART);
        }
    }

    private String holdsAll() {
        return query.tokens().stream()
                .map(token -> "leads.search_text LIKE ? ESCAPE '!'")
                .collect(Collectors.joining(" AND "));
    }

    private @Nullable Object[] ownValues(String digits) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(part(digits));
        query.tokens().forEach(token -> values.add(part(token)));
        return values.toArray();
    }

    private void findNumbers() {
        if (query.e164() != null) {
            add(SELECT, visible().and("phone_e164 = ?", query.e164()), limit());
        }
        if (query.digits() != null) {
            findBeginning("phone_e164", "+" + query.digits());
        }
    }

    private void findBeginnings() {
        findBeginning("name_key", query.text());
        findBeginning("company_key", query.text());
        findBeginning("email_key", query.text());
    }

    private void findBeginning(String column, String prefix) {
        Listing.Filter filter =
                visible().and(column + " >= ? AND " + column + " < ?", prefix, prefix + LAST);
        add(SELECT, filter, " ORDER BY " + column + limit());
    }

    /** One token begins a word, the others are anywhere. */
    private void findWords() {
        String word = longest(query.tokens());
        Listing.Filter filter = visible().and("word >= ? AND word < ?", word, word + LAST);
        holdOthers(filter, word);
        add(
                SELECT + " JOIN lead_words ON lead_row = row_number",
                filter,
                " ORDER BY word, lead_row" + limit());
    }

    private void findParts() {
        if (query.digits() != null) {
            findParts(List.of(query.digits()));
        }
        if (!isFull()) {
            findParts(query.tokens());
        }
    }

    private void findParts(List<String> parts) {
        List<String> found =
                parts.stream().filter(part -> part.length() >= LeadQuery.PART_LENGTH_MIN).toList();
        if (found.isEmpty()) {
            return;
        }
        Listing.Filter filter = visible();
        switch (tx.dialect()) {
            case SQLITE -> filter.and("lead_parts MATCH ?", match(found));
            case POSTGRESQL -> found.forEach(part -> hold(filter, part));
        }
        parts.stream().filter(part -> !found.contains(part)).forEach(part -> hold(filter, part));
        if (tx.dialect() == Dialect.SQLITE) {
            add(
                    SELECT + " JOIN lead_parts ON lead_parts.rowid = row_number",
                    filter,
                    " ORDER BY lead_parts.rowid DESC" + limit());
        } else {
            add(SELECT, filter, " ORDER BY row_number DESC" + limit());
        }
    }

    /** One token is a word with a slip; so may be the others. */
    private void findSlips() {
        Map<String, List<String>> meant = new LinkedHashMap<>();
        query.tokens()
                .forEach(
                        token -> meant.put(token, LeadWordStore.meant(tx, token, MEANT_WORDS_MAX)));
        Optional<String> anchor =
                query.tokens().stream()
                        .filter(token -> !meant.getOrDefault(token, List.of()).isEmpty())
                        .max(Comparator.comparingInt(String::length));
        if (anchor.isEmpty()) {
            return;
        }
        List<String> words = meant.getOrDefault(anchor.get(), List.of());
        String marks = String.join(", ", Collections.nCopies(words.size(), "?"));
        Listing.Filter filter = visible();
        filter.and(
                "row_number IN (SELECT lead_row FROM lead_words WHERE word IN (" + marks + "))",
                words.toArray());
        meant.forEach(
                (token, others) -> {
                    if (!token.equals(anchor.get())) {
                        holdOneOf(filter, token, others);
                    }
                });
        add(SELECT, filter, " ORDER BY row_number DESC" + limit());
    }

    private static void holdOneOf(Listing.Filter filter, String token, List<String> others) {
        List<String> any = new ArrayList<>(others);
        any.add(token);
        filter.and(
                any.stream()
                        .map(word -> "leads.search_text LIKE ? ESCAPE '!'")
                        .collect(Collectors.joining(" OR ", "(", ")")),
                any.stream().map(LeadSearch::part).toArray());
    }

    private void holdOthers(Listing.Filter filter, String but) {
        query.tokens().stream().filter(token -> !token.equals(but)).forEach(t -> hold(filter, t));
    }

    private static void hold(Listing.Filter filter, String part) {
        filter.and("leads.search_text LIKE ? ESCAPE '!'", part(part));
    }

    private Listing.Filter visible() {
        return new LeadFilter(caller).sql();
    }

    /** As many rows as could be missing, were all that is found already among them. */
    private String limit() {
        return " LIMIT " + (rowsMax + hits.size());
    }

    private void add(String select, Listing.Filter filter, String rest) {
        tx.list(select + filter.where() + rest, this::hit, filter.values().toArray())
                .forEach(hit -> hits.putIfAbsent(hit.row(), hit));
    }

    private Hit hit(Row row) {
        long number = row.longInteger();
        String name = row.text();
        String email = row.textOrNull();
        String company = row.textOrNull();
        String phone = row.textOrNull();
        LeadQuery.Candidate candidate =
                new LeadQuery.Candidate(
                        name, email, company, phone == null ? null : phone.substring(1));
        return new Hit(number, query.rank(candidate), name);
    }

    private static String longest(List<String> tokens) {
        return Collections.max(tokens, Comparator.comparingInt(String::length));
    }

    private static String match(List<String> parts) {
        return parts.stream()
                .map(part -> "\"" + part.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(" AND "));
    }

    private static String part(String part) {
        return "%" + part.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
