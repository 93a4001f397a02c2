/**
 * The text index of leads. It finds word prefixes, substrings (by trigrams) and words with a typo.
 *
 * <p>Tables: {@code lead_typos}; {@code lead_parts} with {@code lead_parts_reach} (SQLite,
 * trigrams) or {@code lead_words} (PostgreSQL, words; its trigrams are an index of {@code
 * leads.search_text}).
 *
 * <p>Invariants: search finds a lead from the commit on that writes it. This package knows leads
 * only by their {@link com.techbro24.crm.leads.search.SearchFields}: {@code leads} calls it on each
 * write, and filters the results by visibility.
 */
@NullMarked
package com.techbro24.crm.leads.search;

import org.jspecify.annotations.NullMarked;
