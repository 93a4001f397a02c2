package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.search.SearchQuery;
import com.techbro24.crm.leads.search.SearchStore;
import com.techbro24.crm.leads.search.SearchText;
import com.techbro24.crm.leads.search.TrigramIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds leads by a full or partial name, company, email or telephone number.
 *
 * <p>It searches the best matches first, and weaker ones only until the page is full: full fields
 * and their prefixes (B-trees), word prefixes ({@code lead_parts} on SQLite, {@code lead_words} on
 * PostgreSQL), substrings from three characters on (trigrams: FTS5 on SQLite, pg_trgm on
 * PostgreSQL), and words with a typo ({@code lead_typos}). Each step reads about one page of rows
 * at most, so the cost does not grow with the number of leads. An agent's own leads are few enough
 * to scan.
 */
public final class LeadSearch {
    private static final String COLUMNS =
            "row_number, name_key, email_key, company_key, phone_e164";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM leads";

    private static final String NEWEST = " ORDER BY updated_at DESC, row_number DESC LIMIT ";

    /** The most leads of an agent to scan, most recently changed first. */
    private static final int OWN_ROWS_MAX = 5_000;

    /** With fewer hits than this, the search also tolerates typos. */
    private static final int FUZZY_BELOW = 10;

    private static final int CORRECTIONS_MAX = 20;

    /** The highest code point: an upper bound for all texts with a prefix. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private record Hit(long row, SearchQuery.Rank rank, String name) {}

    private final Tx tx;
    private final Caller caller;
    private final SearchQuery query;
    private final int rowsMax;
    private final Map<Long, Hit> hits = new LinkedHashMap<>();

    private LeadSearch(Tx tx, Caller caller, SearchQuery query, int rowsMax) {
        this.tx = tx;
        this.caller = caller;
        this.query = query;
        this.rowsMax = rowsMax;
    }

    /** The best {@code rowsMax} matches among the leads the caller can see, best first. */
    static List<Lead> find(Tx tx, String input, Caller caller, int rowsMax) {
        LeadSearch search = new LeadSearch(tx, caller, SearchQuery.of(input), rowsMax);
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
        if (query.e164() != null) {
            // The lead into which the lead with this number was merged.
            add(SELECT, visible().and(LeadsByContact.MERGED_BY_PHONE, query.e164()), limit());
        }
        if (caller.role() == Role.AGENT) {
            findInOwnLeads();
        } else {
            findNumbers();
            findPrefixes();
            if (!isFull() && (query.tokens().size() == 1 || !query.hasOnlyTrigrams())) {
                findWords();
            }
            if (!isFull()) {
                findSubstrings();
            }
        }
        if (!isFull() && hits.size() < FUZZY_BELOW) {
            findTypos();
        }
    }

    private boolean isFull() {
        return hits.size() >= rowsMax;
    }

    /** First prefix matches, then substring matches. */
    private void findInOwnLeads() {
        Listing.Filter beginning = visible();
        String last = query.text() + LAST;
        String number = "+" + Objects.requireNonNullElse(query.digits(), query.text());
        beginning.and(
                "(name_key >= ? AND name_key < ? OR company_key >= ? AND company_key < ?"
                        + " OR email_key >= ? AND email_key < ?"
                        + " OR phone_e164 >= ? AND phone_e164 < ? OR phone_e164 = ?)",
                query.text(),
                last,
                query.text(),
                last,
                query.text(),
                last,
                number,
                number + LAST,
                query.e164());
        add(SELECT, beginning, NEWEST + OWN_ROWS_MAX);
        if (!isFull() && query.digits() != null) {
            Listing.Filter numbers = visible();
            SearchText.whereContains(numbers, query.digits());
            add(SELECT, numbers, NEWEST + (rowsMax + hits.size()));
        }
        if (!isFull()) {
            Listing.Filter anywhere = visible();
            query.tokens().forEach(token -> SearchText.whereContains(anywhere, token));
            add(SELECT, anywhere, NEWEST + (rowsMax + hits.size()));
        }
    }

    private void findNumbers() {
        if (query.e164() != null) {
            add(SELECT, visible().and("phone_e164 = ?", query.e164()), limit());
        }
        if (query.digits() != null) {
            findPrefix("phone_e164", "+" + query.digits());
        }
    }

    private void findPrefixes() {
        findPrefix("name_key", query.text());
        findPrefix("company_key", query.text());
        findPrefix("email_key", query.text());
    }

    private void findPrefix(String column, String prefix) {
        Listing.Filter filter =
                visible().and(column + " >= ? AND " + column + " < ?", prefix, prefix + LAST);
        add(SELECT, filter, " ORDER BY " + column + limit());
    }

    /**
     * One token is a word prefix, the others are anywhere. It is needed for tokens that are too
     * short for trigrams, and to rank word prefixes first.
     */
    private void findWords() {
        String word = longest(query.tokens());
        List<String> others = query.tokens().stream().filter(token -> !token.equals(word)).toList();
        Listing.Filter filter = visible();
        others.forEach(token -> SearchText.whereContains(filter, token));
        switch (tx.dialect()) {
            case SQLITE -> {
                Listing.Filter unindexed = filter.copy();
                SearchText.whereWordPrefix(unindexed, word);
                // Checks the substring only: a word prefix check would be slow for each row.
                SearchText.whereContains(filter, word);
                addTrigramMatches(TrigramIndex.match(word, others), unindexed, filter);
            }
            case POSTGRESQL -> {
                filter.and("word >= ? AND word < ?", word, word + LAST);
                add(
                        SELECT + " JOIN lead_words ON lead_row = row_number",
                        filter,
                        " ORDER BY word, lead_row" + limit());
            }
        }
    }

    private void findSubstrings() {
        if (query.digits() != null) {
            findSubstrings(List.of(query.digits()));
        }
        if (!isFull() && query.hasTrigrams()) {
            findSubstrings(query.tokens());
        }
    }

    private void findSubstrings(List<String> parts) {
        Listing.Filter filter = visible();
        parts.forEach(part -> SearchText.whereContains(filter, part));
        switch (tx.dialect()) {
            case SQLITE -> addTrigramMatches(TrigramIndex.match(parts), filter, filter);
            case POSTGRESQL -> add(SELECT, filter, " ORDER BY row_number DESC" + limit());
        }
    }

    /**
     * Adds unindexed matches, then the matches of SQLite's index, newest first. In this order, a
     * lead that is indexed between the two queries is found twice, not missed.
     *
     * @param match the FTS5 query
     * @param unindexed the filter for unindexed leads
     * @param indexed the filter for matches of the index
     */
    private void addTrigramMatches(String match, Listing.Filter unindexed, Listing.Filter indexed) {
        add(
                SELECT,
                unindexed.copy().and(TrigramIndex.UNINDEXED),
                " ORDER BY row_number DESC" + limit());
        if (!isFull()) {
            add(
                    SELECT + " JOIN lead_parts ON lead_parts.rowid = row_number",
                    indexed.copy().and("lead_parts MATCH ?", match),
                    " ORDER BY lead_parts.rowid DESC" + limit());
        }
    }

    /** One token is a word with a typo; the others may be, too. */
    private void findTypos() {
        Map<String, List<String>> corrections = new LinkedHashMap<>();
        query.tokens()
                .forEach(
                        token ->
                                corrections.put(
                                        token,
                                        SearchStore.corrections(tx, token, CORRECTIONS_MAX)));
        Optional<String> anchor =
                query.tokens().stream()
                        .filter(token -> !corrections.getOrDefault(token, List.of()).isEmpty())
                        .max(Comparator.comparingInt(String::length));
        if (anchor.isEmpty()) {
            return;
        }
        List<String> words = corrections.getOrDefault(anchor.get(), List.of());
        Listing.Filter filter = visible();
        corrections.forEach(
                (token, others) -> {
                    if (!token.equals(anchor.get())) {
                        List<String> any = new ArrayList<>(others);
                        any.add(token);
                        SearchText.whereContainsAny(filter, any);
                    }
                });
        switch (tx.dialect()) {
            case SQLITE -> {
                SearchText.whereContainsWord(filter, words);
                addTrigramMatches(TrigramIndex.matchOneOf(words), filter, filter);
            }
            case POSTGRESQL -> {
                String marks = String.join(", ", Collections.nCopies(words.size(), "?"));
                filter.and(
                        "row_number IN (SELECT lead_row FROM lead_words WHERE word IN ("
                                + marks
                                + "))",
                        words.toArray());
                add(SELECT, filter, " ORDER BY row_number DESC" + limit());
            }
        }
    }

    private Listing.Filter visible() {
        return new LeadFilter(caller).sql();
    }

    /** Enough rows even if all existing hits are indexed again. */
    private String limit() {
        return " LIMIT " + (rowsMax + hits.size());
    }

    private void add(String select, Listing.Filter filter, String rest) {
        tx.list(select + filter.where() + rest, this::hit, filter.values().toArray())
                .forEach(hit -> hits.putIfAbsent(hit.row(), hit));
    }

    private Hit hit(Row row) {
        long number = row.longInteger();
        String name = SearchText.stripApostrophes(row.text());
        String email = row.textOrNull();
        String storedCompany = row.textOrNull();
        String company = storedCompany == null ? null : SearchText.stripApostrophes(storedCompany);
        String phone = row.textOrNull();
        SearchQuery.Candidate candidate =
                new SearchQuery.Candidate(
                        name, email, company, phone == null ? null : phone.substring(1));
        return new Hit(number, query.rank(candidate), name);
    }

    private static String longest(List<String> tokens) {
        return Collections.max(tokens, Comparator.comparingInt(String::length));
    }
}
