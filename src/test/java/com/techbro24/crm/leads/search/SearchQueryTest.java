package com.techbro24.crm.leads.search;

import static com.techbro24.crm.leads.search.SearchQuery.Rank.EXACT;
import static com.techbro24.crm.leads.search.SearchQuery.Rank.FUZZY;
import static com.techbro24.crm.leads.search.SearchQuery.Rank.PREFIX;
import static com.techbro24.crm.leads.search.SearchQuery.Rank.SUBSTRING;
import static com.techbro24.crm.leads.search.SearchQuery.Rank.WORD_PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.base.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
    private static final SearchQuery.Candidate ANNA =
            new SearchQuery.Candidate(
                    "anna schmidt", "a.schmidt@example.com", "grune dacher", "4930901820");

    @Test
    void better_matches_rank_higher() {
        assertThat(rank("Anna Schmidt")).isEqualTo(EXACT);
        assertThat(rank("GRÜNE DÄCHER")).isEqualTo(EXACT);
        assertThat(rank("anna s")).isEqualTo(PREFIX);
        assertThat(rank("schmi")).isEqualTo(WORD_PREFIX);
        assertThat(rank("schmidt anna")).isEqualTo(WORD_PREFIX);
        assertThat(rank("midt")).isEqualTo(SUBSTRING);
        assertThat(rank("ana")).isEqualTo(FUZZY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+49 30 901820", "0049 (0)30 / 901820", "49-30-901820", "+４９30901820"})
    void a_number_is_the_same_in_every_spelling(String written) {
        assertThat(rank(written)).isEqualTo(EXACT);
    }

    @Test
    void partial_numbers_match_without_trunk_and_exit_zeros() {
        assertThat(rank("030 9018")).isEqualTo(SUBSTRING);
        assertThat(rank("+49 30")).isEqualTo(PREFIX);
        assertThat(rank("1820")).isEqualTo(SUBSTRING);
    }

    @Test
    void words_with_digits_are_not_numbers() {
        assertThat(SearchQuery.of("1800 flowers").digits()).isNull();
        assertThat(SearchQuery.of("00").digits()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200b"})
    void a_search_for_nothing_is_refused(String written) {
        assertThat(catchThrowableOfType(Problem.class, () -> SearchQuery.of(written)).status())
                .isEqualTo(400);
    }

    private static SearchQuery.Rank rank(String written) {
        return SearchQuery.of(written).rank(ANNA);
    }
}
