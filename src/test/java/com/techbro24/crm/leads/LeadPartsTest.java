package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SQLite's index of parts holds, which the program itself keeps. */
class LeadPartsTest {
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "Bo",
                    "anna",
                    "Müller",
                    "x",
                    "7",
                    "O'Neil",
                    "Lee-Smith",
                    "R&D",
                    "(ret)",
                    "St.",
                    "Ltd.",
                    "李伟明",
                    "𝕏𝕐",
                    "😀",
                    "a--b",
                    "-",
                    "'",
                    "\"q\"",
                    "ß",
                    "1/2",
                    ",");

    private LeadRoom room;

    @BeforeEach
    void open() {
        room = new LeadRoom(TestDatabase.SQLITE);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Lead lead(String name, @Nullable String company) {
        return room.lead(with -> with.named(name).with("company", company));
    }

    private List<String> found(String query) {
        return room
                .spine
                .database()
                .read(tx -> LeadSearch.find(tx, query, Agents.caller(room.admin), 50))
                .stream()
                .map(Lead::name)
                .toList();
    }

    /** FTS5 compares all that it holds with what the view says of the leads that are there. */
    private void isWhole() {
        int _ =
                room.spine
                        .writer()
                        .write(
                                tx ->
                                        tx.update(
                                                "INSERT INTO lead_parts (lead_parts, rank)"
                                                        + " VALUES ('integrity-check', 1)"));
    }

    @Test
    void it_holds_what_the_leads_hold_whatever_their_words() {
        Random random = new Random(5);
        Agent admin = room.admin;
        for (int count = 0; count < 200; count++) {
            Lead lead = lead(name(random), random.nextBoolean() ? name(random) : null);
            switch (random.nextInt(4)) {
                case 0 ->
                        room.give(
                                LeadCommand.UPDATE,
                                admin,
                                lead.id(),
                                "\"name\":\"" + name(random).replace("\"", "") + "\"");
                case 1 -> room.give(LeadCommand.DELETE, admin, lead.id(), "");
                default -> {}
            }
        }
        isWhole();
        int gone =
                room.spine.writer().write(tx -> tx.update("DELETE FROM leads WHERE version = 1"));
        assertThat(gone).isPositive();
        isWhole();
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder("n");
        for (int count = random.nextInt(4); count >= 0; count--) {
            name.append(random.nextBoolean() ? " " : "").append(any(random));
        }
        return name.toString();
    }

    private static String any(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    @Test
    void a_word_begins_after_a_hyphen_and_the_like_too() {
        var _ = lead("Zoe Smith-Jones", "Kelly's R&D (Paris)");
        for (String query : List.of("z", "sm", "jo", "s", "d", "pa", "kel", "jones p", "p j z")) {
            assertThat(found(query)).as(query).containsExactly("Zoe Smith-Jones");
        }
        for (String query : List.of("oe", "i", "mi", "zo oe", "z-", "ones z-")) {
            assertThat(found(query)).as(query).isEmpty();
        }
    }

    @Test
    void one_character_may_be_two_to_java() {
        var _ = lead("Ada 😀𝕏", null);
        for (String query : List.of("😀", "😀x", "a 😀")) {
            assertThat(found(query)).as(query).containsExactly("Ada 😀𝕏");
        }
        assertThat(found("x")).isEmpty();
    }

    @Test
    void a_slip_finds_whole_words_only() {
        var _ = lead("Jonathan Meyer", null);
        var _ = lead("Jona Meyer", null);
        var _ = lead("Mr.Jona", null);
        assertThat(found("jnoa")).containsExactly("Jona Meyer", "Mr.Jona");
    }
}
