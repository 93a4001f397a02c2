package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LeadSearchTest {
    @Parameter TestDatabase kind;
    LeadRoom room;
    Agent owner;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
        owner = room.agent("north");
        lead("Anna Schmidt", "+49 30 901820", "a.schmidt@example.com", "Grüne Dächer");
        lead("Johanna Johnson", "+1 212 555 0123", "jj@example.com", "ACME 100%");
        lead("John Johnsen", "+1 212 555 0199", "john@sample.org", null);
        lead("Annabel Lee", null, null, "Schmidt & Sons");
        lead("Bo", null, null, "3M");
        lead("李伟明", null, null, null);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private void lead(
            String name, @Nullable String phone, @Nullable String email, @Nullable String company) {
        var _ =
                room.lead(
                        with ->
                                with.named(name)
                                        .with("phone", phone)
                                        .with("email", email)
                                        .with("company", company)
                                        .assignedTo(owner.id()));
    }

    /** Managers and agents use different search paths. */
    private void finds(String query, String... names) {
        assertThat(search(room.admin, query)).as(query).containsExactly(names);
        assertThat(search(owner, query)).as(query + ", among one's own").containsExactly(names);
    }

    private List<String> search(Agent caller, String query) {
        return room.search(caller, query, 50).stream().map(Lead::name).toList();
    }

    @Test
    void better_matches_come_first() {
        finds("anna", "Anna Schmidt", "Annabel Lee", "Johanna Johnson");
        finds("schmidt", "Annabel Lee", "Anna Schmidt");
        finds("john", "John Johnsen", "Johanna Johnson");
    }

    @Test
    void words_match_in_any_order_and_case() {
        finds("SCHMIDT anna", "Anna Schmidt", "Annabel Lee");
        finds("grune", "Anna Schmidt");
        finds("dächer", "Anna Schmidt");
        finds("李伟明", "李伟明");
    }

    @Test
    void numbers_are_found_in_any_format_and_partially() {
        finds("(212) 555-0123", "Johanna Johnson");
        finds("030 901 820", "Anna Schmidt");
        finds("+49 (0)30", "Anna Schmidt");
        finds("555-01", "Johanna Johnson", "John Johnsen");
        finds("0199", "John Johnsen");
    }

    @Test
    void emails_and_companies_are_found() {
        finds("john@sample.org", "John Johnsen");
        finds("@example.com", "Anna Schmidt", "Johanna Johnson");
        finds("acme", "Johanna Johnson");
    }

    @Test
    void one_and_two_characters_find_word_prefixes() {
        finds("bo", "Bo");
        finds("3m", "Bo");
        finds("le", "Annabel Lee");
        finds("s", "Annabel Lee", "Anna Schmidt");
    }

    @Test
    void one_and_two_characters_are_found_after_a_hyphen() {
        lead("Zoe Smith-Jo", null, null, "R&D");
        finds("jo", "Johanna Johnson", "John Johnsen", "Zoe Smith-Jo");
        finds("d", "Anna Schmidt", "Zoe Smith-Jo");
    }

    @Test
    void a_typo_in_a_name_is_tolerated() {
        finds("Jonson", "Johanna Johnson");
        finds("Jonhsen", "John Johnsen");
        finds("Schmitd", "Anna Schmidt", "Annabel Lee");
        finds("ana schmdt");
        finds("anna schmdt", "Anna Schmidt", "Annabel Lee");
        finds("xyzzy");
    }

    @Test
    void pattern_characters_are_literal() {
        finds("100%", "Johanna Johnson");
        finds("%");
        finds("___");
        finds("\"acme\" OR *");
        finds("'; DROP TABLE leads; --");
    }

    @Test
    void search_finds_only_visible_leads() {
        assertThat(search(room.agent("north"), "anna")).isEmpty();
        assertThat(search(room.manager("south"), "anna")).isEmpty();
        assertThat(search(room.manager("north"), "anna")).hasSize(3);
    }

    @Test
    void search_reflects_updates_and_deletions() {
        Lead bo = room.lead(with -> with.named("Old Name").with("company", "Gone Ltd"));
        var _ =
                room.execute(
                        LeadCommand.UPDATE,
                        room.admin,
                        bo.id(),
                        "\"name\":\"Newman\",\"company\":null");
        assertThat(search(room.admin, "old")).isEmpty();
        assertThat(search(room.admin, "gone")).isEmpty();
        assertThat(search(room.admin, "ewma")).containsExactly("Newman");
        assertThat(search(room.admin, "neman")).containsExactly("Newman");

        var _ = room.execute(LeadCommand.DELETE, room.admin, bo.id(), "");
        assertThat(search(room.admin, "newman")).isEmpty();
        var _ = room.execute(LeadCommand.RESTORE, room.admin, bo.id(), "");
        assertThat(search(room.admin, "newman")).containsExactly("Newman");
    }

    @Test
    void the_page_contains_the_best_matches() {
        for (int count = 0; count < 30; count++) {
            lead("Hannah Number" + count, null, null, null);
        }
        assertThat(room.search(room.admin, "anna", 2))
                .extracting(Lead::name)
                .containsExactly("Anna Schmidt", "Annabel Lee");
    }

    @Test
    void any_apostrophe_or_none_matches() {
        lead("Seán O’Brien", null, null, "D'Angelo Tiles");
        lead("Pat OBrien", null, null, null);
        for (String query : new String[] {"O'Brien", "O’Brien", "obrien", "O`Brien"}) {
            assertThat(search(room.admin, query))
                    .as(query)
                    .containsExactlyInAnyOrder("Seán O’Brien", "Pat OBrien");
            assertThat(search(owner, query))
                    .as(query)
                    .containsExactlyInAnyOrder("Seán O’Brien", "Pat OBrien");
        }
        finds("dangelo", "Seán O’Brien");
        finds("sean o'brien", "Seán O’Brien");
        finds("'brien", "Pat OBrien", "Seán O’Brien");
    }

    @Test
    void a_two_character_given_name_is_found_without_the_family_name() {
        lead("王小明", null, null, "東京電力");
        lead("タナカ ハナコ", null, null, null);
        finds("小明", "王小明");
        finds("明", "李伟明", "王小明");
        finds("王小", "王小明");
        finds("電力", "王小明");
        finds("たなか", "タナカ ハナコ");
        finds("なこ", "タナカ ハナコ");
    }

    @Test
    void numbers_are_found_in_any_script_with_prefixes_and_extensions() {
        lead("Arabic", "+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", null, null);
        lead("Switchboard", "+1 646 555 0100 ext. 12", null, null);
        finds("+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", "Arabic");
        finds("٥٠ ١٢٣ ٤", "Arabic");
        for (String query :
                new String[] {
                    "+1 646 555 0100 ext. 12",
                    "646-555-0100 x12",
                    "tel:+16465550100",
                    "+1 646 555 0100 #12",
                    "tel:+1-646-555-0100;ext=12"
                }) {
            finds(query, "Switchboard");
        }
    }
}
