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
 * Finds leads by a name, a company, an email or a telephone number, or a part of one.
 *
 * <p>It looks for the best matches first and goes on to weaker ones only until the page is full:
 * whole fields and their beginnings (B-trees), beginnings of words ({@code lead_parts} on SQLite,
 * {@code lead_words} on PostgreSQL), parts from three characters on (trigrams: FTS5 on SQLite,
 * pg_trgm on PostgreSQL), words with a slip ({@code lead_typos}). Each step reads at most about a
 * page of rows, so a search costs the same in a thousand leads and in a hundred thousand. An
 * agent's own leads are few enough to look at each.
 */
public final class LeadSearch {
    private static final String COLUMNS =
            "row_number, name_key, email_key, company_key, phone_e164";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM leads";

    private static final String NEWEST = " ORDER BY updated_at DESC, row_number DESC LIMIT ";

    /** How many of an agent's leads, newest change first, are looked at. */
    private static final int OWN_ROWS_MAX = 5_000;

    /** With fewer hits than this, the writer may have slipped. */
    private static final int FEW = 10;

    private static final int MEANT_WORDS_MAX = 20;

    /** The last character there is: above every text that goes on behind a prefix. */
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

    /** The best {@code rowsMax} matches among the leads that the caller may see, best first. */
    static List<Lead> find(Tx tx, String written, Caller caller, int rowsMax) {
        LeadSearch search = new LeadSearch(tx, caller, SearchQuery.of(written), rowsMax);
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
            // Whose number it is since the lead that had it was merged.
            add(SELECT, visible().and(LeadHolders.KEPT_BY_PHONE, query.e164()), limit());
        }
        if (caller.role() == Role.AGENT) {
            findAmongOwn();
        } else {
            findNumbers();
            findBeginnings();
            if (!isFull() && (query.tokens().size() == 1 || !query.hasOnlyParts())) {
                findWords();
            }
            if (!isFull()) {
                findParts();
            }
        }
        if (!isFull() && hits.size() < FEW) {
            findSlips();
        }
    }

    private boolean isFull() {
        return hits.size() >= rowsMax;
    }

    /** First what begins with it, then what holds it anywhere. */
    private void findAmongOwn() {
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
            SearchText.hold(numbers, query.digits());
            add(SELECT, numbers, NEWEST + (rowsMax + hits.size()));
        }
        if (!isFull()) {
            Listing.Filter anywhere = visible();
            query.tokens().forEach(token -> SearchText.hold(anywhere, token));
            add(SELECT, anywhere, NEWEST + (rowsMax + hits.size()));
        }
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

    /**
     * One token begins a word, the others are anywhere; needed where the parts' index can not find
     * them all, and to have beginnings before the rest.
     */
    private void findWords() {
        String word = longest(query.tokens());
        List<String> others = query.tokens().stream().filter(token -> !token.equals(word)).toList();
        Listing.Filter filter = visible();
        others.forEach(token -> SearchText.hold(filter, token));
        switch (tx.dialect()) {
            case SQLITE -> {
                Listing.Filter behind = filter.copy();
                SearchText.holdBeginning(behind, word);
                // Not that it begins a word: that would be looked for in row after row.
                SearchText.hold(filter, word);
                addParts(TrigramIndex.match(word, others), behind, filter);
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

    private void findParts() {
        if (query.digits() != null) {
            findParts(List.of(query.digits()));
        }
        if (!isFull() && query.hasParts()) {
            findParts(query.tokens());
        }
    }

    private void findParts(List<String> parts) {
        Listing.Filter filter = visible();
        parts.forEach(part -> SearchText.hold(filter, part));
        switch (tx.dialect()) {
            case SQLITE -> addParts(TrigramIndex.match(parts), filter, filter);
            case POSTGRESQL -> add(SELECT, filter, " ORDER BY row_number DESC" + limit());
        }
    }

    /**
     * What SQLite's index finds and what is behind its reach, the newest first. This order holds
     * also where the index is brought up to date in between: a lead is then met twice, not missed.
     *
     * @param match what the index finds
     * @param behind what holds of a lead that it does not know
     * @param found what holds of one that it finds
     */
    private void addParts(String match, Listing.Filter behind, Listing.Filter found) {
        add(SELECT, behind.copy().and(TrigramIndex.BEHIND), " ORDER BY row_number DESC" + limit());
        if (!isFull()) {
            add(
                    SELECT + " JOIN lead_parts ON lead_parts.rowid = row_number",
                    found.copy().and("lead_parts MATCH ?", match),
                    " ORDER BY lead_parts.rowid DESC" + limit());
        }
    }

    /** One token is a word with a slip; so may be the others. */
    private void findSlips() {
        Map<String, List<String>> meant = new LinkedHashMap<>();
        query.tokens()
                .forEach(token -> meant.put(token, SearchStore.meant(tx, token, MEANT_WORDS_MAX)));
        Optional<String> anchor =
                query.tokens().stream()
                        .filter(token -> !meant.getOrDefault(token, List.of()).isEmpty())
                        .max(Comparator.comparingInt(String::length));
        if (anchor.isEmpty()) {
            return;
        }
        List<String> words = meant.getOrDefault(anchor.get(), List.of());
        Listing.Filter filter = visible();
        meant.forEach(
                (token, others) -> {
                    if (!token.equals(anchor.get())) {
                        List<String> any = new ArrayList<>(others);
                        any.add(token);
                        SearchText.holdOneOf(filter, any);
                    }
                });
        switch (tx.dialect()) {
            case SQLITE -> {
                SearchText.holdOneWordOf(filter, words);
                addParts(TrigramIndex.matchOneOf(words), filter, filter);
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
        String name = SearchText.withoutApostrophes(row.text());
        String email = row.textOrNull();
        String held = row.textOrNull();
        String company = held == null ? null : SearchText.withoutApostrophes(held);
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
