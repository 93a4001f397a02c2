/**
 * The text index of leads: what a search looks into, and the SQL that looks. It finds words by
 * their beginning, by any three characters in a row (trigrams), and in spite of a typo.
 *
 * <p>Tables: {@code lead_typos}; {@code lead_parts} with {@code lead_parts_reach} (SQLite,
 * trigrams) or {@code lead_words} (PostgreSQL, words; its trigrams are an index of {@code
 * leads.search_text}).
 *
 * <p>Invariants: a lead is found by its words from the commit on that wrote it. This package knows
 * leads only by their {@link com.techbro24.crm.leads.search.SearchFields}: {@code leads} calls it
 * on each write, and filters what it finds by who may see it.
 */
@NullMarked
package com.techbro24.crm.leads.search;

import org.jspecify.annotations.NullMarked;
